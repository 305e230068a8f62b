package org.disputedesk.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.disputedesk.evidence.EvidenceLog.Verdict;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;

/**
 * The hash chain of one case (000-17), recomputed entry by entry. It needs neither a database nor a running desk, so that
 * the desk, its command line and an evidence pack are judged by the same lines.
 */
public final class Chain {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String caseNumber;
    private long entries;
    private String head = RecordEntry.NOTHING_BEFORE;
    private @Nullable String problem;

    /** A chain to which nothing has been added yet. */
    public Chain(String caseNumber) {
        this.caseNumber = caseNumber;
    }

    /** The JSON of an entry over which its hash is taken, in canonical form (RFC 8785). */
    public static String body(String caseNumber, RecordEntry entry) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("caseNumber", caseNumber);
        body.put("sequence", entry.sequence());
        body.put("at", entry.at().toString());
        body.put("actor", entry.actor());
        body.put("kind", entry.kind());
        body.put("text", entry.text());
        body.put("facts", entry.facts());
        body.put("previousHash", entry.previousHash());
        return canonical(body);
    }

    /** The hash an entry must have. */
    static String hash(String caseNumber, RecordEntry entry) {
        return DigestUtils.sha256Hex(body(caseNumber, entry));
    }

    /** RFC 8785, so that anyone can recompute the hash with any library. */
    public static String canonical(Map<String, ? extends @Nullable Object> values) {
        try {
            return new JsonCanonicalizer(JSON.writeValueAsString(values)).getEncodedString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("These facts cannot be written down: " + values.keySet(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("These facts have no canonical form: " + values.keySet(), e);
        }
    }

    /** The next entry as the database has it. Once something is wrong, what follows is not looked at. */
    public void next(RecordEntry entry) {
        if (next(entry.sequence(), entry.previousHash(), hash(caseNumber, entry)) && !head.equals(entry.hash())) {
            entries--;
            problem = "Entry " + entry.sequence() + " was changed after it was written.";
        }
    }

    /**
     * The next entry.
     *
     * @param hash the hash that was computed of it
     * @return whether it follows the one before it, and so did all before
     */
    public boolean next(long sequence, String previousHash, String hash) {
        if (problem != null) {
            return false;
        }
        long expected = entries + 1;
        if (sequence != expected) {
            problem = sequence > expected
                    ? "Entry " + expected + " is missing."
                    : "Entry " + sequence + " stands where entry " + expected + " belongs.";
        } else if (!previousHash.equals(head)) {
            problem = "Entry " + expected + " does not follow the entry before it.";
        } else {
            entries = expected;
            head = hash;
        }
        return problem == null;
    }

    /** The hash of the last entry that fits; 64 zeros while there is none. */
    public String head() {
        return head;
    }

    /** What became of it, given the number and the hash of the last entry as they are kept elsewhere. */
    public Verdict verdict(long headSequence, String headHash) {
        if (problem == null && headSequence > entries) {
            problem = "Entries after " + entries + " are missing.";
        }
        if (problem == null && (headSequence < entries || !headHash.equals(head))) {
            problem = "The head of the case is not its last entry, which is " + entries + ".";
        }
        return problem == null ? Verdict.intact(entries) : Verdict.broken(entries + 1, problem);
    }
}
