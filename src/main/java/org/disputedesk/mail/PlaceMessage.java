package org.disputedesk.mail;

import static org.disputedesk.dispute.DisputeFacts.BUYER_LANGUAGE;
import static org.disputedesk.dispute.DisputeFacts.CASE_NUMBER;
import static org.disputedesk.dispute.DisputeFacts.MARKETPLACE;
import static org.disputedesk.dispute.DisputeFacts.MESSAGE_RECEIVED_AT;
import static org.disputedesk.dispute.DisputeFacts.PLACEMENT;
import static org.disputedesk.dispute.DisputeFacts.PLACEMENT_CASE;
import static org.disputedesk.dispute.DisputeFacts.PLACEMENT_KIND;
import static org.disputedesk.dispute.DisputeFacts.PLACEMENT_ORDER_ID;
import static org.disputedesk.dispute.DisputeFacts.REMEMBER_PLACEMENT;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.engine.CurrentUser;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.intake.EventType;
import org.disputedesk.intake.Intake;
import org.disputedesk.intake.Intake.NewCase;
import org.disputedesk.intake.Intake.NewEvent;
import org.disputedesk.intake.Intake.NewMessage;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * "Place message": carries out what a person decided of a message that no rule could place. It goes to its case as if it had
 * just been recognised, from the moment it came in, so that the buyer's clock loses nothing (002-24, 004-15).
 */
@Component
class PlaceMessage implements JavaDelegate {

    /** Asked for late: the engine is built after the steps it carries out. */
    private final ObjectProvider<Intake> intakes;

    private final ObjectProvider<MailIntake> mailIntakes;
    private final MailReader reader;
    private final MailStore store;
    private final Mails mails;
    private final OwnRules ownRules;
    private final CaseTexts texts;
    private final EvidenceLog record;
    private final CurrentUser currentUser;

    PlaceMessage(
            ObjectProvider<Intake> intakes,
            ObjectProvider<MailIntake> mailIntakes,
            MailReader reader,
            MailStore store,
            Mails mails,
            OwnRules ownRules,
            CaseTexts texts,
            EvidenceLog record,
            CurrentUser currentUser) {
        this.intakes = intakes;
        this.mailIntakes = mailIntakes;
        this.reader = reader;
        this.store = store;
        this.mails = mails;
        this.ownRules = ownRules;
        this.texts = texts;
        this.record = record;
        this.currentUser = currentUser;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.requiredIn(execution);
        String placement = PLACEMENT.requiredIn(execution);
        Optional<Mails.Row> row = mails.of(caseNumber).stream().findFirst();
        Optional<ReadMail> mail = row.flatMap(one -> store.find(one.id())).map(reader::read);
        String externalId = row.map(one -> "placed:" + one.id()).orElse("placed:" + caseNumber);
        Instant receivedAt = MESSAGE_RECEIVED_AT.requiredIn(execution).toInstant();
        String text = texts.find(caseNumber, "buyerText").orElse(MailText.LEFT_OUT);
        String dispute = PLACEMENT_KIND.in(execution, "");
        // a question before buying names none
        String orderId = PLACEMENT_ORDER_ID.in(execution, "").strip();
        Optional<CaseNumber> target = switch (placement) {
            case "CASE" -> {
                CaseNumber told = other(PLACEMENT_CASE.in(execution, "").strip(), caseNumber);
                if (mail.isPresent() && isReply(row)) {
                    mailIntakes
                            .getObject()
                            .placeReply(told.value(), row.orElseThrow().id(), mail.get());
                } else {
                    toCase(told, externalId, receivedAt, text);
                }
                yield Optional.of(told);
            }
            case "NEW_CASE" ->
                Optional.of(intakes.getObject()
                        .open(
                                new NewCase(
                                        dispute,
                                        MARKETPLACE.requiredIn(execution),
                                        orderId.isEmpty() ? null : orderId,
                                        new NewMessage(
                                                text,
                                                receivedAt.atOffset(ZoneOffset.UTC),
                                                BUYER_LANGUAGE.in(execution),
                                                externalId),
                                        null),
                                null)
                        .caseNumber());
            default -> Optional.empty();
        };
        row.ifPresent(one -> mails.settle(
                one.id(),
                target.isPresent() ? MailState.PLACED : MailState.DISMISSED,
                target.map(CaseNumber::value).orElse(caseNumber)));
        target.ifPresent(number -> mail.ifPresent(one -> mailIntakes
                .getObject()
                .keepFiles(
                        number.value(),
                        row.orElseThrow().id(),
                        one,
                        MailKind.find(row.orElseThrow().kind()).orElse(MailKind.OTHER))));
        target.ifPresent(number -> PLACEMENT_CASE.set(execution, number.value()));
        var rule = new OwnRules.Rule(placement, placement.equals("NEW_CASE") ? dispute : "");
        boolean remembered = REMEMBER_PLACEMENT.in(execution, false)
                && mail.filter(one -> OwnRules.mayBeRemembered(one, rule)).isPresent();
        if (remembered) {
            ownRules.remember(mail.orElseThrow(), rule, currentUser.id().orElse("desk"), caseNumber);
        }
        // nothing waits for an answer here any more
        texts.answered(caseNumber);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("placement", placement);
        facts.put("placementCase", target.map(CaseNumber::value).orElse(""));
        facts.put("remembered", remembered);
        record.append(
                caseNumber,
                "message-placed",
                "Message placed: " + placement
                        + target.map(number -> ", " + number.value()).orElse(""),
                facts);
    }

    private static CaseNumber other(String told, String own) {
        if (told.equals(own)) {
            throw Rejected.because(PLACEMENT_CASE.name(), "placementOwnCase");
        }
        return new CaseNumber(told);
    }

    private static boolean isReply(Optional<Mails.Row> row) {
        return row.flatMap(one -> MailKind.find(one.kind()))
                .filter(kind -> kind == MailKind.REPLY_COPY)
                .isPresent();
    }

    private void toCase(CaseNumber number, String externalId, Instant receivedAt, String text) {
        OffsetDateTime at = receivedAt.atOffset(ZoneOffset.UTC);
        intakes.getObject()
                .event(number, new NewEvent(EventType.BUYER_REPLIED.type(), at, externalId, Map.of("buyerText", text)));
    }
}
