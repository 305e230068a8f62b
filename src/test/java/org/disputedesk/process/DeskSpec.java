package org.disputedesk.process;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.disputedesk.DeskTest;
import org.disputedesk.RoomsInQuestion;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The stories of one process. A story takes a {@link Desk}; when all stories of the class have been told, every element of
 * the process must have been walked by one of them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DeskTest
@Tag("models")
@ExtendWith(RoomsInQuestion.class)
@ExtendWith(WholeModelWalked.class)
public @interface DeskSpec {

    /** The slug of the process. */
    String value();
}
