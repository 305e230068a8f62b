package org.disputedesk.page;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;
import org.disputedesk.desk.Labels;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * Who looks at a page, and in which language.
 *
 * @param user the user id
 * @param language en, ja or zh
 * @param groups of the user, as the engine has them
 */
record Viewer(String user, String language, Set<String> groups) {

    private static final Set<String> CASE_WORKERS = Set.of("agents", "leads", "camunda-admin");
    private static final Set<String> ALL_TASKS = Set.of("leads", "camunda-admin");
    private static final Set<String> COCKPIT = Set.of("leads", "analysts", "operators", "camunda-admin");

    Viewer {
        groups = Set.copyOf(groups);
    }

    static Viewer of(Authentication login) {
        return new Viewer(
                login.getName(),
                Labels.staffLanguage(),
                login.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .collect(Collectors.toSet()));
    }

    /** Whether this person works on cases: tells them news, and sees who the buyer is and what was written. */
    boolean worksOnCases() {
        return is(CASE_WORKERS);
    }

    /** Whether this person may say that a native has read a letter. */
    boolean mayConfirmLetters() {
        return is(ALL_TASKS);
    }

    /** Whether a task of a group can be opened by this person; leads and administrators open those of everybody. */
    boolean mayOpen(String group) {
        return groups.contains(group) || is(ALL_TASKS);
    }

    boolean mayUseCockpit() {
        return is(COCKPIT);
    }

    private boolean is(Collection<String> any) {
        return !Collections.disjoint(groups, any);
    }
}
