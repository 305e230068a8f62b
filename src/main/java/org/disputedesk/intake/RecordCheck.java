package org.disputedesk.intake;

import java.nio.file.Path;
import java.util.Objects;
import org.disputedesk.attachment.UploadRoom;
import org.disputedesk.verify.LiveCheck;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Checks the record of a case with all that it tells of, while the case goes on (000-17). */
@Component
class RecordCheck {

    private final UploadRoom room;
    private final JdbcOperations jdbc;
    private final Path home;
    private final Path evidence;
    private final String masterKey;
    private final TransactionTemplate oneMoment;

    RecordCheck(
            UploadRoom room,
            JdbcOperations jdbc,
            @Value("${desk.home}") Path home,
            @Value("${desk.evidence.folder:${desk.home}/evidence}") Path evidence,
            @Value("${desk.master-key:}") String masterKey,
            PlatformTransactionManager transactions) {
        this.room = room;
        this.jdbc = jdbc;
        this.home = home;
        this.evidence = evidence.toAbsolutePath();
        this.masterKey = masterKey;
        this.oneMoment = new TransactionTemplate(transactions);
        this.oneMoment.setReadOnly(true);
        this.oneMoment.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    LiveCheck.Found of(String caseNumber) {
        LiveCheck.Found found = look(caseNumber);
        // files are not of the moment of the database: an erasure in between is no loss
        return found.intact() ? found : look(caseNumber);
    }

    private LiveCheck.Found look(String caseNumber) {
        ConnectionCallback<LiveCheck.Found> check =
                connection -> LiveCheck.of(caseNumber, home, evidence, masterKey, connection);
        // it reads files
        UploadRoom.Place place = room.keeping();
        try {
            return Objects.requireNonNull(oneMoment.execute(status -> jdbc.execute(check)));
        } finally {
            place.giveBack();
        }
    }
}
