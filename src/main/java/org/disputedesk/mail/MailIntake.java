package org.disputedesk.mail;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.disputedesk.attachment.AttachmentRefused;
import org.disputedesk.attachment.Attachments;
import org.disputedesk.dispute.CaseNumber;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.intake.EventType;
import org.disputedesk.intake.Intake;
import org.disputedesk.intake.Intake.NewCase;
import org.disputedesk.intake.Intake.NewEvent;
import org.disputedesk.intake.Intake.NewMessage;
import org.disputedesk.letter.LetterProof;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes mails in, each exactly once however often and by whichever node it is seen (000-01, 002-24): finds the case it belongs
 * to, or opens one, or asks a person. What is done with a mail is done in one transaction with the row that says so.
 */
@Component
public class MailIntake {

    private static final Logger log = LoggerFactory.getLogger(MailIntake.class);

    /** Others may do something with the same order at the same moment. */
    private static final int MOST_ATTEMPTS = 5;

    private static final Duration OLDEST = Duration.ofDays(360);
    private static final int LONGEST_HEAD = 2000;

    private final MailReader reader;
    private final MailRules rules;
    private final OwnRules ownRules;
    private final Mails mails;
    private final MailStore store;
    private final Intake intake;
    private final Attachments attachments;
    private final LetterProof proof;
    private final CaseTexts texts;
    private final EvidenceLog record;
    private final Clock clock;
    private final Marketplace home;
    private final TransactionTemplate transaction;

    MailIntake(
            MailReader reader,
            MailRules rules,
            OwnRules ownRules,
            Mails mails,
            MailStore store,
            Intake intake,
            Attachments attachments,
            LetterProof proof,
            CaseTexts texts,
            EvidenceLog record,
            Clock clock,
            @Value("${desk.mail.marketplace:US}") String home,
            PlatformTransactionManager transactions) {
        this.reader = reader;
        this.rules = rules;
        this.ownRules = ownRules;
        this.mails = mails;
        this.store = store;
        this.intake = intake;
        this.attachments = attachments;
        this.proof = proof;
        this.texts = texts;
        this.record = record;
        this.clock = clock;
        this.home = Marketplace.of(home);
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What became of a mail.
     *
     * @param caseNumber where it is; null when there was nothing to do
     * @param isNew whether it had not been seen before
     */
    public record Taken(
            String id,
            MailKind kind,
            MailState state,
            @Nullable String caseNumber,
            boolean isNew) {}

    /**
     * Takes a mail. When this returns, it is kept and placed, or a person is asked; when it throws, nothing has happened, and
     * it is to be given again later.
     *
     * @param account the mailbox it lies in; one that lies in several is one mail
     */
    public Taken take(String account, byte[] bytes) {
        ReadMail mail = reader.read(bytes);
        MailKind kind = rules.kind(mail);
        @Nullable TriageReason despite = null;
        RuntimeException last = null;
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            String key = mail.key();
            Optional<Mails.Row> before = mails.find(key, mail.fingerprint());
            if (before.isPresent() && before.get().saysOtherThan(mail)) {
                // whoever knows the number of a mail must not keep another one out by it
                key = DigestUtils.sha256Hex(key + mail.fingerprint());
                before = mails.find(key, mail.fingerprint());
                mail = with(mail, MailProblem.SAME_ID_OTHER_WORDS);
                despite = TriageReason.SAME_ID;
            }
            if (before.isPresent()) {
                return known(before.get());
            }
            // without the mailbox, so that of two mailboxes with the same mail one loses the race for its row
            String id = DigestUtils.sha256Hex("mail\n" + key).substring(0, 32);
            try {
                return placed(account, key, id, bytes, mail, kind, despite);
            } catch (Rejected e) {
                log.info("Mail {} could not be placed: {}", id, e.getMessage());
                last = e;
                if (attempt >= 1) {
                    despite = TriageReason.CASE_CANNOT_TAKE_IT;
                }
            } catch (RuntimeException e) {
                // somebody was faster with this mail or this order; what is there now is looked at anew
                log.info("Mail {} is tried again: {}", id, e.toString());
                last = e;
            }
        }
        throw Objects.requireNonNull(last);
    }

    private static Taken known(Mails.Row row) {
        return new Taken(
                row.id(), MailKind.find(row.kind()).orElse(MailKind.OTHER), row.state(), row.caseNumber(), false);
    }

    private static ReadMail with(ReadMail mail, MailProblem problem) {
        Set<MailProblem> problems = EnumSet.of(problem);
        problems.addAll(mail.problems());
        return mail.withProblems(problems);
    }

    private Taken placed(
            String account,
            String key,
            String id,
            byte[] bytes,
            ReadMail mail,
            MailKind kind,
            @Nullable TriageReason despite) {
        Taken taken = transaction.execute(status -> {
            mails.take(id, account, key, mail, kind, MailState.WAITING);
            // only whoever has the row, since another mail may come under the same number at the same moment
            store.keep(id, bytes);
            Taken done = despite == null ? place(id, mail, kind) : ask(id, mail, kind, despite, null);
            mails.settle(id, done.state(), done.caseNumber());
            return done;
        });
        log.info("Mail {}: {}, {}", id, kind.code(), taken.state());
        return taken;
    }

    private Taken place(String id, ReadMail mail, MailKind kind) {
        if (mail.isUnreadable()) {
            return ask(id, mail, kind, TriageReason.UNREADABLE, null);
        }
        if (kind == MailKind.PHISHING) {
            return ask(id, mail, kind, TriageReason.PHISHING, null);
        }
        Optional<OwnRules.Rule> own = ownRules.find(mail);
        if (own.isPresent() && own.get().dispute().isEmpty()) {
            return new Taken(id, kind, MailState.DISMISSED, null, true);
        }
        if (kind == MailKind.OTHER) {
            return ask(id, mail, kind, TriageReason.OTHER_SENDER, null);
        }
        List<Mails.OpenCase> open = mails.ofConversation(mail);
        String dispute =
                own.map(OwnRules.Rule::dispute).or(() -> dispute(mail, kind)).orElse("");
        if (open.isEmpty() && mail.orderId() != null) {
            open = mails.ofOrder(mail.orderId(), mail.alias());
        }
        if (kind == MailKind.CANCELLATION_REQUEST && intake.opens(dispute)) {
            // the marketplace says what it is, so it needs nobody to split it off
            open = open.stream().filter(one -> one.kind().equals(dispute)).toList();
        }
        if (open.size() > 1) {
            List<Mails.OpenCase> ofKind =
                    open.stream().filter(one -> one.kind().equals(dispute)).toList();
            if (ofKind.size() != 1) {
                return ask(
                        id, mail, kind, TriageReason.SEVERAL_CASES, open.get(0).caseNumber());
            }
            open = ofKind;
        }
        return open.isEmpty()
                ? withoutCase(id, mail, kind, dispute)
                : inCase(id, mail, kind, open.get(0).caseNumber());
    }

    private Optional<String> dispute(ReadMail mail, MailKind kind) {
        return switch (kind) {
            case BUYER_MESSAGE -> rules.dispute(mail);
            // a return that is asked for is the delivered way of it
            case CANCELLATION_REQUEST, RETURN_REQUEST -> Optional.of("post-shipment-cancellation");
            default -> Optional.empty();
        };
    }

    private Taken inCase(String id, ReadMail mail, MailKind kind, String caseNumber) {
        record.holdCase(caseNumber);
        LetterProof.Found letter = kind == MailKind.REPLY_COPY || kind.isBuyers()
                ? proof.find(
                        caseNumber, mail.text() + "\n" + mail.body(), mail.references(), receivedAt(mail), "mail:" + id)
                : LetterProof.Found.NONE;
        Set<EventType> takes = Set.copyOf(intake.takes(new CaseNumber(caseNumber)));
        switch (kind) {
            case BUYER_MESSAGE, CANCELLATION_REQUEST, RETURN_REQUEST -> {
                if (!takes.contains(EventType.BUYER_REPLIED)) {
                    return ask(id, mail, kind, TriageReason.CASE_CANNOT_TAKE_IT, caseNumber);
                }
                tell(caseNumber, EventType.BUYER_REPLIED, id, mail, Map.of("buyerText", said(mail)));
            }
            case REPLY_COPY -> {
                if (letter != LetterProof.Found.NONE) {
                    // the desk's own letter, which has told its case itself
                    break;
                }
                keepReply(caseNumber, id, mail);
                if (takes.contains(EventType.REPLY_SENT)) {
                    tell(caseNumber, EventType.REPLY_SENT, id, mail, Map.of());
                }
            }
            case A_TO_Z_NOTICE -> {
                if (!takes.contains(EventType.A_TO_Z_FILED)) {
                    return ask(id, mail, kind, TriageReason.CASE_CANNOT_TAKE_IT, caseNumber);
                }
                tell(
                        caseNumber,
                        EventType.A_TO_Z_FILED,
                        id,
                        mail,
                        Map.of("claimAskedAt", receivedAt(mail).toString()));
            }
            case A_TO_Z_DECISION -> {
                return ask(id, mail, kind, TriageReason.CLAIM_DECIDED, caseNumber);
            }
            case BOUNCE -> {
                note(caseNumber, id, mail, kind, 0);
                return ask(id, mail, kind, TriageReason.BOUNCED, caseNumber);
            }
            case OPT_OUT -> {
                if (hasWritten(caseNumber)) {
                    // it is a letter of the shop that was turned away
                    note(caseNumber, id, mail, kind, 0);
                    return ask(id, mail, kind, TriageReason.OPTED_OUT, caseNumber);
                }
            }
            default -> {
                // an automatic answer: it stands in the record, and the clock goes on
            }
        }
        keepFiles(caseNumber, id, mail, kind);
        return new Taken(id, kind, MailState.PLACED, caseNumber, true);
    }

    private boolean hasWritten(String caseNumber) {
        return texts.messages(caseNumber).stream()
                .anyMatch(message -> message.direction().equals("OUT"));
    }

    private Taken withoutCase(String id, ReadMail mail, MailKind kind, String dispute) {
        if (!kind.isBuyers()) {
            return ask(
                    id,
                    mail,
                    kind,
                    switch (kind) {
                        case REPLY_COPY -> TriageReason.REPLY_WITHOUT_CASE;
                        case A_TO_Z_NOTICE -> TriageReason.CLAIM_WITHOUT_CASE;
                        case A_TO_Z_DECISION -> TriageReason.CLAIM_DECIDED;
                        case BOUNCE -> TriageReason.BOUNCED;
                        case OPT_OUT -> TriageReason.OPTED_OUT;
                        case AUTO_REPLY -> TriageReason.AUTO_REPLY;
                        default -> TriageReason.NO_RULE;
                    },
                    null);
        }
        if (dispute.isEmpty()) {
            return ask(id, mail, kind, TriageReason.NO_RULE, null);
        }
        if (!intake.opens(dispute)) {
            return ask(id, mail, kind, TriageReason.NO_PROCESS, null);
        }
        if (mail.orderId() == null) {
            return ask(id, mail, kind, TriageReason.NO_ORDER, null);
        }
        if (mail.marketplace() == null) {
            return ask(id, mail, kind, TriageReason.NO_MARKETPLACE, null);
        }
        Intake.Answer opened = intake.open(
                new NewCase(
                        dispute,
                        mail.marketplace().name(),
                        mail.orderId(),
                        new NewMessage(
                                said(mail),
                                receivedAt(mail).atOffset(ZoneOffset.UTC),
                                language(mail.language()),
                                "mail:" + id),
                        null),
                null);
        keepFiles(opened.caseNumber().value(), id, mail, kind);
        return new Taken(id, kind, MailState.PLACED, opened.caseNumber().value(), true);
    }

    /** Opens the task "Place message", in a case that is there only for it. */
    private Taken ask(String id, ReadMail mail, MailKind kind, TriageReason reason, @Nullable String likelyCase) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("triageReason", reason.text());
        facts.put("mailHead", head(mail));
        if (likelyCase != null) {
            facts.put("placementCase", likelyCase);
        }
        if (mail.orderId() != null) {
            facts.put("placementOrderId", mail.orderId());
        }
        Marketplace marketplace = mail.marketplace() == null ? home : mail.marketplace();
        Intake.Answer asked = intake.open(
                new NewCase(
                        Mails.TRIAGE,
                        marketplace.name(),
                        null,
                        new NewMessage(
                                said(mail),
                                receivedAt(mail).atOffset(ZoneOffset.UTC),
                                language(mail.language()),
                                "mail:" + id),
                        facts),
                null);
        if (kind != MailKind.PHISHING) {
            keepFiles(asked.caseNumber().value(), id, mail, kind);
        } else {
            note(asked.caseNumber().value(), id, mail, kind, mail.files().size());
        }
        return new Taken(id, kind, MailState.WAITING, asked.caseNumber().value(), true);
    }

    private static @Nullable String language(String language) {
        return language.matches("[a-z]{2}") ? language : null;
    }

    private void tell(String caseNumber, EventType type, String id, ReadMail mail, Map<String, Object> facts) {
        OffsetDateTime at = receivedAt(mail).atOffset(ZoneOffset.UTC);
        intake.event(new CaseNumber(caseNumber), new NewEvent(type.type(), at, "mail:" + id, facts));
    }

    /** A person says which case an answer given in Seller Central belongs to: there it stops the clock, and nowhere else. */
    void placeReply(String caseNumber, String id, ReadMail mail) {
        record.holdCase(caseNumber);
        List<EventType> takes = intake.takes(new CaseNumber(caseNumber));
        keepReply(caseNumber, id, mail);
        if (takes.contains(EventType.REPLY_SENT)) {
            tell(caseNumber, EventType.REPLY_SENT, id, mail, Map.of());
        }
    }

    /** What the shop wrote past the desk stands in the case like its own letters. */
    private void keepReply(String caseNumber, String id, ReadMail mail) {
        String letter = "seller-central";
        String commitment = texts.sent(caseNumber, "mail:" + id, letter, mail.language(), said(mail));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("commitment", commitment);
        facts.put("letter", letter);
        facts.put("language", mail.language());
        facts.put("occurredAt", receivedAt(mail));
        record.append(caseNumber, "letter-sent", "Answered in Seller Central, as a copy of the answer tells", facts);
    }

    /** Files become evidence; what the desk does not keep stays in the sealed mail. */
    void keepFiles(String caseNumber, String id, ReadMail mail, MailKind kind) {
        int refused = 0;
        for (ReadMail.File file : mail.files()) {
            try {
                attachments.store(caseNumber, file.name(), "", new ByteArrayInputStream(file.bytes()));
            } catch (AttachmentRefused e) {
                refused++;
            }
        }
        note(caseNumber, id, mail, kind, refused);
    }

    private void note(String caseNumber, String id, ReadMail mail, MailKind kind, int refused) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("mail", id);
        facts.put("mailKind", kind.code());
        facts.put("files", mail.files().size());
        facts.put("filesNotKept", refused);
        String problems =
                mail.problems().stream().map(MailProblem::code).sorted().collect(Collectors.joining(" "));
        facts.put("problems", problems);
        record.append(
                caseNumber,
                "mail-taken",
                "Mail taken in: " + kind.code() + (problems.isEmpty() ? "" : " (" + problems + ")"),
                facts);
    }

    /** The words, or the names of the files when nothing else was sent. */
    static String said(ReadMail mail) {
        if (!mail.text().isBlank()) {
            return mail.text();
        }
        String names = mail.files().stream()
                .map(file -> file.name().isBlank() ? MailText.LEFT_OUT : file.name())
                .limit(20)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? MailText.LEFT_OUT : "[" + names + "]";
    }

    /** When the marketplace sent it (UTC), as far as that can have been. */
    Instant receivedAt(ReadMail mail) {
        Instant now = clock.instant();
        Instant sent = mail.sentAt();
        return sent == null || sent.isAfter(now) || sent.isBefore(now.minus(OLDEST)) ? now : sent;
    }

    /** Sender and subject, which are as personal as the text. */
    private static String head(ReadMail mail) {
        String head =
                "From: " + (mail.senderName() + " <" + mail.from() + ">").strip() + "\nSubject: " + mail.subject();
        return head.length() > LONGEST_HEAD ? head.substring(0, head.offsetByCodePoints(0, LONGEST_HEAD / 2)) : head;
    }
}
