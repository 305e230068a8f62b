package org.disputedesk.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.commons.csv.CSVRecord;
import org.disputedesk.dispute.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells mails apart by {@code mail/rules.csv}: the first row fits of which all columns that are filled do. Rows that name a
 * dispute say what a buyer's message is about. Who only pretends to be the marketplace is found before any rule is asked.
 */
@Component
class MailRules {

    private static final String TABLE = "mail/rules.csv";
    private static final String RELAY = "@relay";
    private static final String AMAZON = "@amazon";

    private static final Pattern FAILED =
            Pattern.compile("\\b(?:dmarc|dkim|spf)=(?:fail|softfail|permerror)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern DMARC_PASSED = Pattern.compile("\\bdmarc=pass\\b", Pattern.CASE_INSENSITIVE);

    private final List<Rule> rules = new ArrayList<>();

    MailRules() {
        for (CSVRecord row : Rows.of(TABLE)) {
            rules.add(rule(row));
        }
    }

    private record Rule(
            MailKind kind,
            String dispute,
            @Nullable String headerName,
            @Nullable Pattern header,
            String fromWhom,
            @Nullable Pattern from,
            @Nullable Pattern subject,
            @Nullable Pattern body) {

        boolean fits(ReadMail mail) {
            return (headerName == null
                            || (header != null
                                    && header.matcher(mail.headers().getOrDefault(headerName, ""))
                                            .find()))
                    && (!fromWhom.equals(RELAY) || mail.isRelayed())
                    && (!fromWhom.equals(AMAZON) || Amazon.isOwn(Amazon.host(mail.from())))
                    && (from == null || from.matcher(mail.from()).find())
                    && (subject == null || subject.matcher(mail.subject()).find())
                    && (body == null
                            || body.matcher(kind == MailKind.BUYER_MESSAGE ? mail.text() : mail.body())
                                    .find());
        }
    }

    private static Rule rule(CSVRecord row) {
        MailKind kind = MailKind.find(row.get("kind"))
                .orElseThrow(() -> Rows.wrong(TABLE, row, "kind must be one of those of MailKind."));
        String dispute = row.get("dispute");
        if (!dispute.isEmpty() && (kind != MailKind.BUYER_MESSAGE || !dispute.matches("[a-z]+(-[a-z]+)*"))) {
            throw Rows.wrong(TABLE, row, "only a buyer-message is about a dispute, named like order-not-received.");
        }
        if (row.get("source").isBlank()) {
            throw Rows.wrong(TABLE, row, "needs its source.");
        }
        String[] header = row.get("header").split(":", 2);
        String from = row.get("from");
        boolean isKeyword = from.equals(RELAY) || from.equals(AMAZON);
        var rule = new Rule(
                kind,
                dispute,
                header.length == 2 ? header[0].strip().toLowerCase(Locale.ROOT) : null,
                header.length == 2 ? pattern(row, header[1].strip()) : null,
                isKeyword ? from : "",
                isKeyword ? null : pattern(row, from),
                pattern(row, row.get("subject")),
                pattern(row, row.get("body")));
        if (header.length < 2 && from.isEmpty() && rule.subject() == null && rule.body() == null) {
            throw Rows.wrong(TABLE, row, "fits every mail; fill header, from, subject or body.");
        }
        return rule;
    }

    private static @Nullable Pattern pattern(CSVRecord row, String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        } catch (PatternSyntaxException e) {
            throw Rows.wrong(TABLE, row, e.getDescription() + ": " + text);
        }
    }

    /** What the mail is. */
    MailKind kind(ReadMail mail) {
        if (isPretended(mail)) {
            return MailKind.PHISHING;
        }
        return rules.stream()
                .filter(rule -> rule.dispute().isEmpty())
                .filter(rule -> rule.fits(mail))
                .map(Rule::kind)
                .findFirst()
                .orElse(MailKind.OTHER);
    }

    /** The dispute that a buyer's message is about; empty when no rule can tell. */
    Optional<String> dispute(ReadMail mail) {
        return rules.stream()
                .filter(rule -> !rule.dispute().isEmpty())
                .filter(rule -> rule.fits(mail))
                .map(Rule::dispute)
                .findFirst();
    }

    /** Whether the sender wants to be taken for the marketplace, or the receiving server found that he is not it. */
    private static boolean isPretended(ReadMail mail) {
        String host = Amazon.host(mail.from());
        if (Amazon.isOwn(host)) {
            String results = mail.headers().getOrDefault("authentication-results", "");
            return !DMARC_PASSED.matcher(results).find()
                    && FAILED.matcher(results).find();
        }
        return Amazon.isLookAlike(host)
                || mail.senderName().toLowerCase(Locale.ROOT).contains("amazon")
                || mail.senderName().contains("アマゾン")
                || mail.senderName().contains("亚马逊");
    }
}
