package org.disputedesk.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.commons.codec.digest.DigestUtils;
import org.disputedesk.attachment.AttachmentRefused.Reason;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.engine.CurrentUser;
import org.disputedesk.evidence.ErasedWithCase;
import org.disputedesk.evidence.EvidenceLog;
import org.disputedesk.vault.SealBroken;
import org.disputedesk.vault.Subject;
import org.disputedesk.vault.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the files of a case (000-17, 003-03): each once, under its SHA-256, sealed with the key of the case, and on disk
 * before anybody is told that it is kept. Nothing deletes one but the erasure of the case's personal data.
 */
@Component
public class Attachments implements ErasedWithCase {

    /** 10 MB. */
    static final int MOST_BYTES = 10 << 20;

    /** The kind of the entry that tells of a file's arrival. */
    static final String RECEIVED = "evidence-received";

    private static final Logger log = LoggerFactory.getLogger(Attachments.class);

    /** What stands in the place of a name that was erased. */
    private static final String ERASED_NAME = "erased";

    private static final String PREVIEW = ".preview";

    private final JdbcClient db;
    private final Clock clock;
    private final CurrentUser currentUser;
    private final Vault vault;
    private final EvidenceLog record;
    private final EvidenceFolder folder;
    private final MediaTypes types;
    private final UploadRoom room;
    private final TransactionTemplate transaction;

    Attachments(
            JdbcClient db,
            Clock clock,
            CurrentUser currentUser,
            Vault vault,
            EvidenceLog record,
            EvidenceFolder folder,
            MediaTypes types,
            UploadRoom room,
            PlatformTransactionManager transactions) {
        this.db = db;
        this.clock = clock;
        this.currentUser = currentUser;
        this.vault = vault;
        this.record = record;
        this.folder = folder;
        this.types = types;
        this.room = room;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What became of an upload.
     *
     * @param isNew whether the case did not have this file yet
     */
    record Kept(Attachment attachment, boolean isNew) {}

    /** The files of a case in order of arrival; empty when there are none or there is no such case. */
    public List<Attachment> of(String caseNumber) {
        return db.sql("select * from case_attachment where case_number = ? order by seq")
                .param(caseNumber)
                .query(this::attachment)
                .list();
    }

    /** One file of a case, if it has it. */
    Optional<Attachment> find(String caseNumber, String sha256) {
        return db.sql("select * from case_attachment where case_number = ? and sha256 = ?")
                .params(caseNumber, sha256)
                .query(this::attachment)
                .optional();
    }

    private Attachment attachment(ResultSet row, int n) throws SQLException {
        Subject subject = Subject.ofCase(row.getString("case_number"));
        return new Attachment(
                row.getString("sha256"),
                vault.openText(subject, row.getString("sealed_name")).orElse(ERASED_NAME),
                row.getString("media_type"),
                row.getLong("size_bytes"),
                row.getString("purpose"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getString("received_by"));
    }

    /** The bytes as they came; empty when they were erased, or are missing or changed on disk. */
    public Optional<byte[]> bytes(String caseNumber, String sha256) {
        return find(caseNumber, sha256).flatMap(attachment -> withRoom(() -> whole(caseNumber, sha256)));
    }

    private <T> T withRoom(Supplier<T> reads) {
        UploadRoom.Place place = room.keeping();
        try {
            return reads.get();
        } finally {
            place.giveBack();
        }
    }

    /** What lies on disk, if it opens and is what was put there. */
    private Optional<byte[]> whole(String caseNumber, String sha256) {
        try {
            return folder.read(caseNumber, sha256)
                    .flatMap(bytes -> vault.open(Subject.ofCase(caseNumber), bytes))
                    .filter(bytes -> DigestUtils.sha256Hex(bytes).equals(sha256));
        } catch (SealBroken e) {
            log.warn("The file {} of {} was changed on disk", sha256, caseNumber);
            return Optional.empty();
        }
    }

    /** Whether a picture of the file can be shown; a photo as phones keep it (HEIC) has none here. */
    public boolean hasPreview(Attachment file) {
        return types.named(file.mediaType()).filter(MediaTypes.Type::hasPreview).isPresent();
    }

    /**
     * A picture of it, re-encoded as JPEG without anything but the pixels; empty when it has none, because it is no photo,
     * too large to be decoded safely, or erased.
     */
    public Optional<byte[]> preview(String caseNumber, String sha256) {
        Optional<MediaTypes.Type> type = find(caseNumber, sha256)
                .flatMap(attachment -> types.named(attachment.mediaType()))
                .filter(MediaTypes.Type::hasPreview);
        return type.flatMap(pictured -> keptPreview(caseNumber, sha256)
                .or(() -> withRoom(() -> whole(caseNumber, sha256)
                        .flatMap(bytes -> Pictures.preview(pictured, bytes))
                        .map(preview -> keepPreview(caseNumber, sha256, preview)))));
    }

    private Optional<byte[]> keptPreview(String caseNumber, String sha256) {
        try {
            return folder.read(caseNumber, sha256 + PREVIEW)
                    .flatMap(bytes -> vault.open(Subject.ofCase(caseNumber), bytes));
        } catch (SealBroken e) {
            // it can be made again
            return Optional.empty();
        }
    }

    private byte[] keepPreview(String caseNumber, String sha256, byte[] preview) {
        folder.write(caseNumber, sha256 + PREVIEW, vault.seal(Subject.ofCase(caseNumber), preview));
        return preview;
    }

    /**
     * Keeps a file; when this returns it is on disk and in the record. The same bytes a second time are the file that is
     * there already.
     *
     * @param fileName how the uploader called it, for people only
     * @param purpose what it shall prove, one of the codes of {@code neededEvidence}; empty when nobody said
     * @throws AttachmentRefused when there is no such case, its data were erased, or the file is not of a kind that is kept
     * @throws Rejected when nothing is known of the purpose
     * @throws UploadsBusy when too many files are being kept at this moment
     */
    public Attachment store(String caseNumber, String fileName, String purpose, InputStream bytes) {
        return keep(caseNumber, fileName, purpose, bytes).attachment();
    }

    Kept keep(String caseNumber, String fileName, String purpose, InputStream in) {
        mustBeThere(caseNumber);
        String known = purpose(purpose);
        return withRoom(() -> keepNow(caseNumber, fileName, known, read(in)));
    }

    private Kept keepNow(String caseNumber, String fileName, String known, byte[] bytes) {
        Subject subject = Subject.ofCase(caseNumber);
        String sha256 = DigestUtils.sha256Hex(bytes);
        MediaTypes.Type type = types.of(bytes, FileNames.extension(fileName));
        String sealedName;
        try {
            sealedName = vault.sealText(subject, FileNames.shown(fileName, type, types));
            // what is there already and whole is left alone; what the disk has lost is put back
            if (whole(caseNumber, sha256).isEmpty()) {
                folder.write(caseNumber, sha256, vault.seal(subject, bytes));
            }
        } catch (Vault.Erased e) {
            throw AttachmentRefused.erased();
        }
        Boolean isNew = transaction.execute(status -> {
            record.holdCase(caseNumber);
            if (vault.erasedAt(subject).isPresent()) {
                folder.delete(caseNumber, sha256);
                throw AttachmentRefused.erased();
            }
            Optional<Attachment> there = find(caseNumber, sha256);
            if (there.isPresent()) {
                giveItsPurpose(caseNumber, there.get(), known);
                return false;
            }
            insert(caseNumber, sha256, sealedName, type, bytes, known);
            return true;
        });
        return new Kept(find(caseNumber, sha256).orElseThrow(), Boolean.TRUE.equals(isNew));
    }

    private void insert(
            String caseNumber, String sha256, String sealedName, MediaTypes.Type type, byte[] bytes, String purpose) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        db.sql("""
                        insert into case_attachment (case_number, sha256, sealed_name, media_type, size_bytes, purpose,
                          received_at, received_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        caseNumber,
                        sha256,
                        sealedName,
                        type.name(),
                        bytes.length,
                        purpose,
                        OffsetDateTime.ofInstant(at, ZoneOffset.UTC),
                        currentUser.id().map(id -> "person:" + id).orElse("desk"))
                .update();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("sha256", sha256);
        facts.put("mediaType", type.name());
        facts.put("size", bytes.length);
        facts.put("purpose", purpose);
        Pictures.takenAt(type, bytes).ifPresent(taken -> facts.put("takenAt", taken));
        record.append(
                caseNumber,
                RECEIVED,
                "Evidence received: " + type.name() + ", " + bytes.length + " bytes"
                        + (purpose.isEmpty() ? "" : ", as " + purpose),
                facts);
    }

    /** Who uploads a file again and says what it proves, says it of the file that is there. */
    private void giveItsPurpose(String caseNumber, Attachment there, String purpose) {
        if (there.purpose().isEmpty() && !purpose.isEmpty()) {
            db.sql("update case_attachment set purpose = ? where case_number = ? and sha256 = ?")
                    .params(purpose, caseNumber, there.sha256())
                    .update();
            record.append(
                    caseNumber,
                    "evidence-purpose",
                    "Evidence serves as " + purpose,
                    Map.of("sha256", there.sha256(), "purpose", purpose));
        }
    }

    /** Deletes the sealed files of a case whose key was dropped; what was there, and when, stays known. */
    @Override
    public void erase(String caseNumber) {
        if (vault.erasedAt(Subject.ofCase(caseNumber)).isEmpty()) {
            throw new IllegalStateException("The personal data of " + caseNumber + " are not erased; its files stay.");
        }
        folder.forget(caseNumber);
    }

    /** What is wrong with a file on disk, in words; empty when it is there, opens and is what was put there. */
    Optional<String> problem(String caseNumber, Attachment attachment) {
        if (!folder.has(caseNumber, attachment.sha256())) {
            return Optional.of("The file is missing. Put it back from a backup.");
        }
        return withRoom(() -> whole(caseNumber, attachment.sha256()).isPresent())
                ? Optional.empty()
                : Optional.of("The file was changed after it was stored. Put it back from a backup.");
    }

    /** @throws AttachmentRefused when there is none */
    void mustBeThere(String caseNumber) {
        boolean isThere = db.sql("select count(*) from dispute_case where case_number = ?")
                        .param(caseNumber)
                        .query(Long.class)
                        .single()
                > 0;
        if (!isThere) {
            throw AttachmentRefused.noCase(caseNumber);
        }
    }

    boolean isErased(String caseNumber) {
        return vault.erasedAt(Subject.ofCase(caseNumber)).isPresent();
    }

    private static String purpose(String told) {
        String purpose = told.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        Set<String> known = DisputeFacts.allowedValues(DisputeFacts.NEEDED_EVIDENCE.name());
        if (!purpose.isEmpty() && !known.contains(purpose)) {
            throw Rejected.because("purpose", "evidencePurpose", String.join(", ", new TreeSet<>(known)));
        }
        return purpose;
    }

    private static byte[] read(InputStream in) {
        byte[] bytes;
        try {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw new UncheckedIOException("The upload broke off", e);
        }
        if (bytes.length == 0) {
            throw AttachmentRefused.file(Reason.DAMAGED, "evidenceEmpty");
        }
        if (bytes.length > MOST_BYTES) {
            throw AttachmentRefused.file(Reason.TOO_LARGE, "evidenceTooLarge");
        }
        return bytes;
    }
}
