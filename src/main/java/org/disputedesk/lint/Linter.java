package org.disputedesk.lint;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.disputedesk.lint.LetterText.Part;
import org.disputedesk.lint.LintRules.Words;
import org.disputedesk.lint.WordPattern.Place;
import org.springframework.stereotype.Component;

/**
 * Looks through a letter to a buyer for what Amazon's communication guidelines forbid and what helps nobody (000-10, 000-20,
 * 002-13, 003-19 to 003-21, P23 to P26). It reads the text as the buyer sees it, and says where in the written text it found
 * what. The same letter has the same findings, and none takes long.
 */
@Component
public class Linter {

    private static final Set<String> ABOUT_REVIEWS = Set.of("incentive", "review-pressure");
    private static final int LONGEST_EXCERPT = 80;
    private static final Pattern ORDER_ID = Pattern.compile("(?<!\\d)\\d{3}-\\d{7}-\\d{7}(?!\\d)");
    private static final Pattern SENTENCE_END = Pattern.compile("[\\n。！？!?；;]|\\.(?= |\\n|$)");

    private final LintRules rules;
    private final Numbers numbers;
    private final Addresses addresses;
    private final Languages languages;

    Linter(LintRules rules) {
        this.rules = rules;
        this.numbers = new Numbers(rules);
        this.addresses = new Addresses(rules);
        this.languages = new Languages(rules);
    }

    /** A linter with the tables of this desk, for whoever has no application around it. */
    public static Linter ofTables() {
        return new Linter(new LintRules());
    }

    /** What speaks against sending this letter, hard findings first, each rule once a place; empty when nothing does. */
    public List<Finding> check(LetterText letter) {
        List<Finding> found = new ArrayList<>();
        boolean namesOrder = letter.orderId() == null;
        for (Part part : letter.parts()) {
            Reading reading = Reading.of(part.text());
            namesOrder |= letter.orderId() != null && reading.text().contains(letter.orderId());
            found.addAll(findings(letter, part, reading));
        }
        if (!namesOrder) {
            LintRule rule = rules.rule("missing-order-id");
            found.add(new Finding(rule, rule.severity(), "", 0, 0, ""));
        }
        if (letter.feedbackAsked()) {
            LintRule again = rules.rule("repeated-request");
            found.replaceAll(finding -> finding.rule().id().equals("feedback-request")
                    ? new Finding(
                            again, again.severity(), finding.part(), finding.start(), finding.end(), finding.excerpt())
                    : finding);
        }
        return found.stream().sorted(Comparator.comparing(Finding::severity)).toList();
    }

    /** A finding as staff read it: where, which words, and what to do. */
    public String told(Finding finding, String language) {
        String place = rules.part(finding.part(), language);
        return (finding.excerpt().isEmpty() ? place : place + " \"" + finding.excerpt() + "\"") + ": "
                + finding.rule().said(language);
    }

    /** All rules, in the order of their table. */
    public List<LintRule> rules() {
        return rules.all();
    }

    private List<Finding> findings(LetterText letter, Part part, Reading reading) {
        List<Finding> found = new ArrayList<>();
        List<String> known = letter.orderId() == null
                ? List.copyOf(letter.known())
                : Stream.concat(letter.known().stream(), Stream.of(letter.orderId()))
                        .toList();
        add(found, "phone", part, reading, numbers.in(reading, known));
        add(found, "mail", part, reading, addresses.mails(reading));
        add(found, "link", part, reading, addresses.links(reading));
        Reading folded = reading.folded();
        // letters may have been set apart so that no address is seen
        add(found, "mail", part, folded, addresses.mails(folded));
        add(found, "link", part, folded, addresses.links(folded));
        Reading spelled = folded.withDigitsAsLetters();
        List<Place> sentences = sentences(folded.text());
        BitSet signs = signs(folded.text());
        BitSet spelledSigns = signs(spelled.text());
        for (Words some : rules.words()) {
            add(found, some.rule().id(), part, folded, some.pattern().in(folded.text(), signs, sentences));
            if (!spelled.text().equals(folded.text())) {
                add(found, some.rule().id(), part, spelled, some.pattern().in(spelled.text(), spelledSigns, sentences));
            }
        }
        List<Finding> mails = found.stream()
                .filter(finding -> finding.rule().id().equals("mail"))
                .toList();
        found.removeIf(finding -> finding.rule().id().equals("link")
                && mails.stream().anyMatch(mail -> mail.start() <= finding.start() && finding.end() <= mail.end()));
        if (found.stream()
                .anyMatch(finding -> ABOUT_REVIEWS.contains(finding.rule().id()))) {
            // whoever is bribed or pressed is asked as well; once said is enough
            found.removeIf(finding -> finding.rule().id().equals("feedback-request"));
        }
        String words = ORDER_ID.matcher(reading.text()).replaceAll(" ");
        if (letter.languages().stream().allMatch(language -> languages.isOther(words, language))) {
            add(
                    found,
                    "wrong-language",
                    part,
                    reading,
                    List.of(new Place(0, reading.text().length())));
        }
        return found;
    }

    private void add(List<Finding> found, String ruleId, Part part, Reading reading, Collection<Place> places) {
        LintRule rule = rules.rule(ruleId);
        for (Place place : places) {
            int start = reading.start(place.start());
            int end = reading.end(place.end());
            boolean isThere = found.stream()
                    .anyMatch(other -> other.rule().equals(rule) && other.start() < end && start < other.end());
            if (!isThere) {
                String words = part.text().substring(start, end).strip();
                found.add(new Finding(
                        rule,
                        rule.severity(),
                        part.name(),
                        start,
                        end,
                        words.length() > LONGEST_EXCERPT ? words.substring(0, LONGEST_EXCERPT) + "…" : words));
            }
        }
    }

    private static BitSet signs(String text) {
        BitSet signs = new BitSet();
        text.chars().forEach(signs::set);
        return signs;
    }

    private static List<Place> sentences(String text) {
        List<Place> sentences = new ArrayList<>();
        Matcher ends = SENTENCE_END.matcher(text);
        int start = 0;
        while (ends.find()) {
            sentences.add(new Place(start, ends.end()));
            start = ends.end();
        }
        if (start < text.length()) {
            sentences.add(new Place(start, text.length()));
        }
        return sentences;
    }
}
