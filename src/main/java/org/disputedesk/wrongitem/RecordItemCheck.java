package org.disputedesk.wrongitem;

import static org.disputedesk.dispute.DisputeFacts.BUYER_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.BUYER_WISH;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.ITEM_ANSWER;
import static org.disputedesk.dispute.DisputeFacts.ITEM_DISCARDED;
import static org.disputedesk.dispute.DisputeFacts.ITEM_STATE;
import static org.disputedesk.dispute.DisputeFacts.ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.PHOTOS_CAME;
import static org.disputedesk.dispute.DisputeFacts.PHOTOS_SEEN;
import static org.disputedesk.dispute.DisputeFacts.SERVICE_OWNER;
import static org.disputedesk.dispute.DisputeFacts.SUPPORT_STATE;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.EvidenceLog;
import org.springframework.stereotype.Component;

/**
 * "Record item check": keeps what somebody saw on the photos, and that the buyer has thrown the item away. From here on an
 * exchange or a refund may be given, when they show another item (003-03, 003-16, 003-18).
 */
@Component
class RecordItemCheck implements JavaDelegate {

    /** What the buyer said that this look was about. */
    private static final Set<String> LOOKED_AT = Set.of("SENDS_PHOTOS", "DISCARDED");

    private final WrongItems items;
    private final ItemPhotos photos;
    private final EvidenceLog record;

    RecordItemCheck(WrongItems items, ItemPhotos photos, EvidenceLog record) {
        this.items = items;
        this.photos = photos;
        this.record = record;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        WrongItems.Kept kept = items.of(caseNumber, ORDER_ID.requiredIn(execution));
        String answer = ITEM_ANSWER.in(execution, "");
        if (answer.isEmpty()) {
            throw Rejected.because("itemAnswer", "noItemAnswer");
        }
        int needed = photos.needed(execution);
        int seen = Math.max(photos.of(caseNumber), told(execution, needed));
        if (!answer.equals("UNCLEAR") && seen < needed) {
            throw Rejected.because("photosSeen", "tooFewPhotos", needed);
        }
        items.checked(caseNumber, answer, seen);
        ITEM_STATE.set(execution, answer);
        PHOTOS_CAME.set(execution, false);
        String wish = BUYER_WISH.in(execution, "");
        if (wish.isEmpty()) {
            BUYER_WISH.set(execution, kept.wish());
        } else {
            items.wishes(caseNumber, wish);
        }
        boolean discarded = ITEM_DISCARDED.in(execution, kept.isDiscarded());
        ITEM_DISCARDED.set(execution, discarded);
        if (discarded != kept.isDiscarded()) {
            items.discarded(caseNumber, discarded);
        }
        if (LOOKED_AT.contains(BUYER_ANSWER.in(execution, ""))) {
            BUYER_ANSWER.set(execution, "");
        }
        if (answer.equals("CONFIRMED")
                && SERVICE_OWNER.in(execution, "").equals("AMAZON")
                && SUPPORT_STATE.in(execution, "").isEmpty()) {
            SUPPORT_STATE.set(execution, "OFFERED");
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("photos", seen);
        facts.put("buyerWish", BUYER_WISH.in(execution, ""));
        facts.put("itemDiscarded", discarded);
        record.append(caseNumber, "item-checked", "Item looked at: " + answer, facts);
    }

    /** What a person has counted who saw them elsewhere. */
    private static int told(DelegateExecution execution, int needed) {
        return switch (PHOTOS_SEEN.in(execution, "NONE")) {
            case "SEVERAL" -> needed;
            case "ONE" -> 1;
            default -> 0;
        };
    }
}
