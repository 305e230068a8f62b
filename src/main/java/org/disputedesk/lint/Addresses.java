package org.disputedesk.lint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.lint.WordPattern.Place;

/** Mail addresses, and links to other places than Amazon, also those written so that only a person understands them (000-10). */
final class Addresses {

    private static final String NAME = "[\\p{IsLatin}\\d](?:[\\p{IsLatin}\\d._+-]{0,62}[\\p{IsLatin}\\d])?+";
    private static final String LABEL = "[\\p{IsLatin}\\d](?:[\\p{IsLatin}\\d-]{0,61}[\\p{IsLatin}\\d])?+";
    private static final String DOT =
            "(?: ?[\\[({<] ?(?:dot|ドット|点|[.。]) ?[\\])}>] ?| dot | ?ドット ?| ?点 ?| ?[.。,•·‧∙⋅] ?)";
    private static final String TIGHT_DOT =
            "(?: ?[\\[({<] ?(?:dot|ドット|点|[.。]) ?[\\])}>] ?| dot | ?ドット ?| ?点 ?| ?[•·‧∙⋅] ?|[.。])";
    private static final String AT =
            "(?: ?[\\[({<] ?(?:at|アットマーク|アット|あっとまーく|艾特|爱特|@) ?[\\])}>] ?| ?(?:アットマーク|アット|あっとまーく|艾特|爱特) ?| ?@ ?)";

    private static final Pattern BARE_AT = Pattern.compile(
            NAME + " at " + LABEL + "(?: dot |[\\[(] ?dot ?[\\])])[a-z]{2,24}", Pattern.CASE_INSENSITIVE);
    private static final Pattern MAIL = Pattern.compile(
            NAME + AT + LABEL + "(?:" + DOT + LABEL + "){0,3}" + DOT + "[a-z]{2,24}(?![\\p{IsLatin}\\d])",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SPACED_MAIL =
            Pattern.compile("(?:[a-z\\d] ){3,30}@(?: [a-z\\d.]){4,40}", Pattern.CASE_INSENSITIVE);

    private static final Pattern SCHEME = Pattern.compile(
            "(?:h..ps?|ftp) ?: ?/ ?/ ?([\\p{L}\\d.@:%_-]{1,255})?|(?<![\\p{IsLatin}\\d.])(www" + TIGHT_DOT
                    + "[\\p{L}\\d.-]{1,255})",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern HOST_BEGIN = Pattern.compile("[a-z\\d.-]*", Pattern.CASE_INSENSITIVE);

    private final Pattern mailBySign;
    private final Pattern bare;
    private final Pattern amazon;

    Addresses(LintRules rules) {
        String providers = either(rules.signs("mail-provider"));
        String domains = either(rules.signs("domain"));
        String wordDomains = either(rules.signs("domain-before-slash"));
        mailBySign = Pattern.compile(
                NAME + "(?: ?[☆★#*＃◎●◇◆〇○■□△▲※♪] ?(?:" + LABEL + "\\.(?:" + domains + ")|(?:" + providers
                        + "))(?![\\p{IsLatin}\\d])" + "|[ @]{1,2}(?:" + providers + ")" + DOT
                        + "?[ ]?(?:com|net|jp|co))",
                Pattern.CASE_INSENSITIVE);
        bare = Pattern.compile(
                "(?<![\\p{IsLatin}\\d@.-])(?:" + LABEL + TIGHT_DOT + "){1,4}(?:(?:" + domains
                        + ")(?![\\p{IsLatin}\\d-])|(?:" + wordDomains + ")(?=/))|(?<![\\p{IsLatin}\\d@.-])" + LABEL
                        + "(?: \\. |,)(?:com|net|org|jp|cn)(?![\\p{IsLatin}\\d-])",
                Pattern.CASE_INSENSITIVE);
        amazon = Pattern.compile("(?:[a-z0-9-]+\\.){0,4}amazon\\.(?:"
                + Arrays.stream(Marketplace.values())
                        .map(marketplace -> Pattern.quote(marketplace.topLevelDomain()))
                        .collect(Collectors.joining("|"))
                + ")");
    }

    private static String either(List<String> words) {
        return words.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    }

    /** The mail addresses in a text. */
    List<Place> mails(Reading reading) {
        String text = reading.text();
        return Stream.of(BARE_AT, MAIL, SPACED_MAIL, mailBySign)
                .flatMap(pattern -> pattern.matcher(text).results())
                .map(match -> new Place(match.start(), match.end()))
                .toList();
    }

    /** The links in a text that lead elsewhere than to Amazon; those within a mail address are left to {@link #mails}. */
    List<Place> links(Reading reading) {
        String text = reading.text();
        List<Place> mails = mails(reading);
        List<Place> found = new ArrayList<>();
        Matcher withScheme = SCHEME.matcher(text);
        List<Place> seen = new ArrayList<>();
        while (withScheme.find()) {
            String host = withScheme.group(1) != null ? withScheme.group(1) : withScheme.group(2);
            var place = new Place(withScheme.start(), withScheme.end());
            seen.add(place);
            if (host == null || !isAmazon(host)) {
                found.add(place);
            }
        }
        Matcher bareHosts = bare.matcher(text);
        while (bareHosts.find()) {
            var place = new Place(bareHosts.start(), bareHosts.end());
            String host = bareHosts.group();
            boolean isKnown = Stream.concat(seen.stream(), mails.stream())
                    .anyMatch(other -> other.start() < place.end() && place.start() < other.end());
            boolean isSentence = Character.isUpperCase(host.charAt(host.lastIndexOf('.') + 1))
                    && !host.equals(host.toUpperCase(Locale.ROOT));
            if (!isKnown && !isAmazon(host) && !isSentence) {
                found.add(place);
            }
        }
        return found;
    }

    /** A host of Amazon's own; what follows it in a language without spaces is no part of it. */
    private boolean isAmazon(String authority) {
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        Matcher begin = HOST_BEGIN.matcher(host);
        String ascii = begin.lookingAt() ? begin.group() : "";
        if (ascii.length() < host.length()) {
            char next = host.charAt(ascii.length());
            if (next != ':' && next < 0x2E80) {
                return false;
            }
        }
        String bareHost = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        return amazon.matcher(bareHost.toLowerCase(Locale.ROOT)).matches();
    }
}
