package org.disputedesk.verify;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an evidence pack holds, as {@code manifest.json} in it says. Instants are ISO 8601 in UTC, hashes SHA-256 in hex.
 *
 * @param format {@link #FORMAT}; a later form of packs has another
 * @param madeBy the actor of the record who asked for it, as in {@code person:agent}
 * @param head the last entry of the record when the pack was made
 * @param commitmentKey the key in hex with which the record's commitments to texts are computed (HMAC-SHA-256); null once
 *     erased
 * @param erasedAt when the buyer's personal data were erased; null while they are not
 * @param messages what was written, oldest first
 * @param attachments photos and documents, in order of arrival
 * @param anchors the files of anchors in this pack that cover the record; empty when there are none
 * @param files every other file of the pack but the list of checksums, in the order of the ZIP
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "format",
    "caseNumber",
    "madeAt",
    "madeBy",
    "head",
    "commitmentKey",
    "erasedAt",
    "messages",
    "attachments",
    "anchors",
    "files"
})
public record Manifest(
        String format,
        String caseNumber,
        String madeAt,
        String madeBy,
        Head head,
        @Nullable String commitmentKey,
        @Nullable String erasedAt,
        List<Text> messages,
        List<Original> attachments,
        List<String> anchors,
        List<Sum> files) {

    /** The form of packs this desk makes and reads. */
    public static final String FORMAT = "dispute-desk-evidence-pack/1";

    public static final String REPORT = "report.pdf";
    public static final String ENTRIES = "entries.jsonl";
    public static final String INSTRUCTIONS = "VERIFY.txt";
    public static final String NAME = "manifest.json";
    public static final String SUMS = "SHA256SUMS";
    public static final String MESSAGES = "messages/";
    public static final String ATTACHMENTS = "attachments/";
    public static final String ANCHORS = "anchors/";

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);

    /** Refuses what lacks a field. */
    public Manifest {
        present(format, caseNumber, madeAt, madeBy, head);
        messages = List.copyOf(messages);
        attachments = List.copyOf(attachments);
        anchors = List.copyOf(anchors);
        files = List.copyOf(files);
    }

    /** The last entry of the record: its number, which is how many there are, and its hash. */
    public record Head(long sequence, String hash) {
        public Head {
            present(hash);
        }
    }

    /**
     * A message.
     *
     * @param file where its text is; null once erased
     * @param direction {@code IN} from the buyer, {@code OUT} to him
     * @param at when it was received or sent
     * @param letter which letter it was; null for what the buyer wrote
     * @param commitment as the record names the text
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Text(
            @Nullable String file,
            String direction,
            String at,
            String language,
            @Nullable String letter,
            String commitment) {
        public Text {
            present(direction, at, language, commitment);
        }
    }

    /**
     * A photo or document.
     *
     * @param file where its bytes are; null once erased
     * @param sha256 of its bytes, as the record names it
     * @param fileName what it was called where it came from
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Original(
            @Nullable String file,
            String sha256,
            String fileName,
            String mediaType,
            long size,
            String purpose,
            String receivedAt,
            String by) {
        public Original {
            present(sha256, fileName, mediaType, purpose, receivedAt, by);
        }
    }

    /** A file of the pack, with how many bytes it has. */
    public record Sum(String path, long size, String sha256) {
        public Sum {
            present(path, sha256);
        }
    }

    private static void present(Object... fields) {
        for (Object field : fields) {
            Objects.requireNonNull(field, "a field is missing");
        }
    }

    /** As it stands in a pack: JSON in UTF-8, one field a line. */
    public byte[] bytes() {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                .withArrayIndenter(new DefaultIndenter("  ", "\n"));
        try {
            return (JSON.writer(printer).writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The manifest of " + caseNumber + " cannot be written", e);
        }
    }

    /** @throws IOException when this is no manifest, which its message says */
    static Manifest of(byte[] json) throws IOException {
        Manifest manifest = JSON.readValue(json, Manifest.class);
        if (manifest == null) {
            throw new IOException("it says nothing");
        }
        return manifest;
    }
}
