package org.disputedesk.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.disputedesk.verify.CaseCheck.Unreadable;

/** What {@code verify --case} checks, asked of a desk that is running (000-17). */
public final class LiveCheck {

    private LiveCheck() {}

    /**
     * What was found.
     *
     * @param intact whether nothing that could be checked was changed
     * @param complete whether all could be checked
     * @param problems what is wrong, each with its place: the entry, message, file or anchor
     * @param notChecked what could not be checked, and why
     * @param said how many of what fit
     */
    public record Found(
            boolean intact, boolean complete, List<String> problems, List<String> notChecked, List<String> said) {
        public Found {
            problems = List.copyOf(problems);
            notChecked = List.copyOf(notChecked);
            said = List.copyOf(said);
        }
    }

    /**
     * Checks entries, anchors, messages and files of one case.
     *
     * @param evidence the folder of sealed files
     * @param masterKey as it was configured; empty when it lies in the home folder
     * @param database in a transaction in which all that is read is of one moment
     */
    public static Found of(String caseNumber, Path home, Path evidence, String masterKey, Connection database)
            throws SQLException {
        Map<String, String> environment =
                Map.of("DESK_EVIDENCE_FOLDER", evidence.toString(), "DESK_MASTER_KEY", masterKey);
        try {
            Findings findings = CaseCheck.of(caseNumber, home, environment, database);
            return new Found(
                    findings.isIntact(),
                    findings.isComplete(),
                    findings.problems(),
                    findings.unchecked(),
                    findings.said());
        } catch (Unreadable | IOException | IllegalStateException e) {
            return new Found(true, false, List.of(), List.of(String.valueOf(e.getMessage())), List.of());
        }
    }
}
