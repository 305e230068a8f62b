package org.disputedesk.pack;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.disputedesk.attachment.Attachment;
import org.disputedesk.attachment.Attachments;
import org.disputedesk.desk.CaseSearch;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.evidence.RecordEntry;
import org.disputedesk.pack.Dossier.Document;
import org.disputedesk.pack.Dossier.Message;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.disputedesk.verify.Manifest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes evidence packs (000-17): a ZIP with a report for people, the record as it was hashed, the originals, and all that it
 * takes to check them. That somebody made one is recorded first, so that each pack tells of itself.
 */
@Component
public class EvidencePacks {

    static final String MADE = "evidence-pack-made";

    private static final List<String> LANGUAGES = List.of("en", "ja", "zh");

    private final EvidenceLog record;
    private final CaseSearch cases;
    private final CaseTexts texts;
    private final Attachments attachments;
    private final Vault vault;
    private final AnchorFolder anchors;
    private final CaseFile caseFile;
    private final ReportPdf report;
    private final TransactionTemplate oneMoment;

    EvidencePacks(
            EvidenceLog record,
            CaseSearch cases,
            CaseTexts texts,
            Attachments attachments,
            Vault vault,
            AnchorFolder anchors,
            CaseFile caseFile,
            ReportPdf report,
            PlatformTransactionManager transactions) {
        this.record = record;
        this.cases = cases;
        this.texts = texts;
        this.attachments = attachments;
        this.vault = vault;
        this.anchors = anchors;
        this.caseFile = caseFile;
        this.report = report;
        this.oneMoment = new TransactionTemplate(transactions);
        this.oneMoment.setReadOnly(true);
        this.oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** A pack that is ready to be written. */
    public interface Prepared {
        /** Writes the ZIP; the stream stays open. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Makes a pack with a report in English, and writes it; the stream stays open. */
    public void write(String caseNumber, OutputStream out) throws IOException {
        prepare(caseNumber, "en").writeTo(out);
    }

    /**
     * Records that a pack is made and gathers what goes into it, so that nothing can go wrong any more once it is being
     * written.
     *
     * @param language of the report's labels: en, ja or zh
     * @throws Rejected when there is no such language
     */
    public Prepared prepare(String caseNumber, String language) {
        if (!LANGUAGES.contains(language)) {
            throw Rejected.field("language", "must be one of " + String.join(", ", LANGUAGES) + ".");
        }
        record.append(caseNumber, MADE, "Evidence pack made", Map.of("format", Manifest.FORMAT, "language", language));
        return Objects.requireNonNull(oneMoment.execute(status -> gather(caseNumber, language)));
    }

    private Prepared gather(String caseNumber, String language) {
        CaseSearch.Detail detail = cases.find(caseNumber).orElseThrow();
        List<RecordEntry> entries = record.entries(caseNumber);
        RecordEntry made = entries.stream()
                .filter(entry -> entry.kind().equals(MADE))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        Subject subject = Subject.ofCase(caseNumber);
        Instant erasedAt = vault.erasedAt(subject).orElse(null);
        List<CaseTexts.Message> messages = texts.messages(caseNumber);
        List<Attachment> originals = attachments.of(caseNumber);
        SortedMap<String, byte[]> anchored = anchors.naming(caseNumber);
        byte[] pdf = report.of(caseFile.dossier(
                new CaseFile.Read(
                        detail,
                        made,
                        erasedAt,
                        entries,
                        messages.stream().map(m -> shown(m, erasedAt)).toList(),
                        originals.stream()
                                .map(a -> shown(caseNumber, a, erasedAt))
                                .toList(),
                        List.copyOf(anchored.keySet())),
                language));
        PackWriter.Contents contents = new PackWriter.Contents(
                caseNumber,
                made,
                vault.commitmentKey(subject).orElse(null),
                erasedAt,
                entries,
                messages.stream().map(m -> kept(m, erasedAt)).toList(),
                originals.stream()
                        .map(a -> new PackWriter.Original(a, () -> attachments.bytes(caseNumber, a.sha256())))
                        .toList(),
                anchored);
        return out -> PackWriter.write(contents, pdf, out);
    }

    private static PackWriter.Text kept(CaseTexts.Message message, @Nullable Instant erasedAt) {
        return new PackWriter.Text(
                content(message, erasedAt),
                message.direction(),
                message.at(),
                message.language(),
                message.letter(),
                message.commitment());
    }

    private static Message shown(CaseTexts.Message message, @Nullable Instant erasedAt) {
        String letter = message.letter();
        return new Message(
                message.at(),
                message.direction().equals("IN"),
                letter == null ? "" : letter,
                message.language(),
                content(message, erasedAt));
    }

    private static @Nullable String content(CaseTexts.Message message, @Nullable Instant erasedAt) {
        return erasedAt != null || message.erased() ? null : message.content();
    }

    private Document shown(String caseNumber, Attachment attachment, @Nullable Instant erasedAt) {
        return new Document(
                attachment.receivedAt(),
                attachment.fileName(),
                attachment.mediaType(),
                attachment.size(),
                attachment.purpose(),
                attachment.by(),
                attachment.sha256(),
                erasedAt == null,
                () -> attachments.preview(caseNumber, attachment.sha256()));
    }
}
