package org.disputedesk.letter;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Ways around the marketplace's own messages, which no letter may name: telephone numbers, mail addresses, and links other
 * than those to the marketplace (000-10; communication guidelines of Amazon).
 */
final class ContactDetails {

    private static final Pattern MAIL = Pattern.compile("[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+");

    private static final Pattern LINK = Pattern.compile("(?:https?://|www\\.)([\\w.-]+)\\S*", Pattern.CASE_INSENSITIVE);

    private static final Pattern OF_THE_MARKETPLACE = Pattern.compile("(?:.+\\.)?amazon(?:\\.[a-z]{2,3}){1,2}");

    private static final Pattern DASHES = Pattern.compile("\\p{Pd}|(?<=\\d)ー(?=\\d)");

    /** With a country's code, or in groups that begin with a zero and are no day such as 05.12.2026. */
    private static final Pattern TELEPHONE = Pattern.compile(
            "(?<![\\d-])(?!\\d{2}[ .-]\\d{2}[ .-](?:19|20)\\d{2}(?!\\d))(?:\\+\\d{1,3}[ .()-]{0,2}\\d[\\d .()-]{5,14}\\d"
                    + "|\\(?0\\d{1,4}\\)?[ .-]{1,2}\\d{1,4}[ .-]\\d{3,4}|0[5789]0\\d{8})(?![\\d-])");

    private ContactDetails() {}

    /**
     * What a text names of these; empty when it names none.
     *
     * @param known numbers the letter rightly names, such as those of the order and of the parcel
     */
    static List<String> in(String text, Collection<String> known) {
        String plain = dashed(text);
        for (String number : known) {
            if (!number.isBlank()) {
                plain = plain.replace(dashed(number), " ");
            }
        }
        String rest = plain;
        Stream<String> links = LINK.matcher(rest)
                .results()
                .filter(link -> !OF_THE_MARKETPLACE
                        .matcher(link.group(1).toLowerCase(Locale.ROOT))
                        .matches())
                .map(MatchResult::group);
        Stream<String> others = Stream.of(MAIL, TELEPHONE)
                .flatMap(pattern -> pattern.matcher(rest).results())
                .map(MatchResult::group);
        return Stream.concat(others, links).map(String::strip).distinct().toList();
    }

    /** As a reader sees it, with every dash the same. */
    private static String dashed(String text) {
        return DASHES.matcher(PlainText.of(text)).replaceAll("-");
    }
}
