package org.disputedesk.lint;

import java.util.Map;

/**
 * One rule of {@code letters/lint/rules.csv}.
 *
 * @param id in kebab-case
 * @param guard the rule of the policy pack that refuses a letter with a hard finding
 * @param says what to do, in the languages of staff
 * @param source where it is written
 */
public record LintRule(String id, Severity severity, String guard, Map<String, String> says, String source) {

    /** What the rule says in a language of staff, in English when it has no such language. */
    public String said(String language) {
        return says.getOrDefault(language, says.getOrDefault("en", ""));
    }
}
