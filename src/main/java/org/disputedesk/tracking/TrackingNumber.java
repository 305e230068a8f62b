package org.disputedesk.tracking;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.disputedesk.dispute.Rejected;

/**
 * A tracking number as carriers print it: no spaces, hyphens or dots, upper case, ASCII digits whatever keyboard it was typed
 * on (000-04).
 */
record TrackingNumber(String value) {

    /** Nobody's number is this long, not even one with spaces between all its digits. */
    static final int LONGEST = 100;

    private static final Pattern BETWEEN =
            Pattern.compile("[\\s\\p{Z}\\p{Cf}\\p{Pd}.,_\u2212\u30FC\u30FB\u00B7\u3002]+");

    /** "追跡番号：", "お問い合わせ送り状No.", "Tracking no.:", "No.", "#". */
    private static final Pattern LABEL = Pattern.compile("^\\s*[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]*\\s*"
            + "(?i:(?:tracking|waybill)\\s?)?(?i:number|no|nr|id)?\\s*[.:#]+\\s*"
            + "|^\\s*[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]+\\s*");

    /**
     * The number in what somebody typed or pasted.
     *
     * @throws Rejected when it cannot be one: nothing, much too long, or with characters that nobody types
     */
    static TrackingNumber of(String raw) {
        if (raw.length() > LONGEST) {
            throw Rejected.field("number", "is longer than " + LONGEST + " characters; enter one tracking number.");
        }
        if (raw.chars().anyMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c))) {
            throw Rejected.field("number", "contains a control character; type the number instead of pasting it.");
        }
        return find(raw)
                .orElseThrow(() -> Rejected.field("number", "is empty; enter the number as the carrier printed it."));
    }

    /** The number in a text, empty when there is nothing in it. */
    static Optional<TrackingNumber> find(String raw) {
        if (raw.length() > LONGEST) {
            return Optional.empty();
        }
        String ascii = Normalizer.normalize(raw, Normalizer.Form.NFKC);
        String bare = BETWEEN.matcher(LABEL.matcher(ascii).replaceFirst("")).replaceAll("");
        return bare.isEmpty() ? Optional.empty() : Optional.of(new TrackingNumber(bare.toUpperCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
        return value;
    }
}
