package org.disputedesk.wrongitem;

import static org.disputedesk.dispute.DisputeFacts.ASKED_FOR;
import static org.disputedesk.dispute.DisputeFacts.BUYER_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.BUYER_SILENT;
import static org.disputedesk.dispute.DisputeFacts.BUYER_WISH;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.LOOK_AGAIN;
import static org.disputedesk.dispute.DisputeFacts.MESSAGE_RECEIVED_AT;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.ORDER_KNOWN;
import static org.disputedesk.dispute.DisputeFacts.PHOTOS_CAME;
import static org.disputedesk.dispute.DisputeFacts.SERVICE_OWNER;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.calendar.Deadlines;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/**
 * "Record item news": begins a round of a case in which another item arrived. Keeps what the buyer wishes, whether there are
 * photos to look at, whether he has fallen silent, and who bears what is given (003-03, 003-06, 003-13, 003-22).
 */
@Component
class RecordItemNews implements JavaDelegate {

    private static final Map<String, String> WISHES =
            Map.of("WANTS_EXCHANGE", "EXCHANGE", "WANTS_REFUND", "REFUND", "DISCARDED", "REFUND");

    private final WrongItems items;
    private final ItemPhotos photos;
    private final Deadlines deadlines;
    private final EvidenceLog record;

    RecordItemNews(WrongItems items, ItemPhotos photos, Deadlines deadlines, EvidenceLog record) {
        this.items = items;
        this.photos = photos;
        this.deadlines = deadlines;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        WrongItems.Kept kept = items.of(caseNumber, ORDER_ID.requiredIn(execution));
        LOOK_AGAIN.set(execution, false);
        String answer = BUYER_ANSWER.in(execution, "");
        String wish = WISHES.getOrDefault(answer, kept.wish());
        if (!wish.equals(kept.wish())) {
            items.wishes(caseNumber, wish);
            record.append(caseNumber, "buyer-wishes", "The buyer wishes: " + wish, Map.of("buyerWish", wish));
        }
        BUYER_WISH.set(execution, wish);
        int pictures = photos.of(caseNumber);
        PHOTOS_CAME.set(
                execution,
                answer.equals("SENDS_PHOTOS") || (pictures > kept.photos() && pictures >= photos.needed(execution)));
        BUYER_SILENT.set(
                execution,
                items.asked(
                                caseNumber,
                                ASKED_FOR.in(execution, ""),
                                MESSAGE_RECEIVED_AT.requiredIn(execution).toInstant())
                        .isSilent());
        if (kept.payer() == null
                && ORDER_KNOWN.in(execution, false)
                && SERVICE_OWNER.in(execution, "").equals("AMAZON")) {
            items.paidBy(caseNumber, "AMAZON");
            record.append(
                    caseNumber,
                    "amazon-bears",
                    "Amazon serves this order and bears what is given",
                    Map.of("payer", "AMAZON"));
        }
        // what was waited for until now is not waited for any more
        deadlines.met(caseNumber, "wrong-item.answer");
        deadlines.met(caseNumber, "wrong-item.follow-up");
    }
}
