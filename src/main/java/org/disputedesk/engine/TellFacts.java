package org.disputedesk.engine;

import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.RuntimeServiceImpl;
import org.camunda.bpm.engine.impl.cmd.SetExecutionVariablesCmd;
import org.springframework.stereotype.Component;

/**
 * Tells a process facts that arrived at the desk's own doors, which have checked them and written down who told them. The same
 * facts by a mere change of variables say neither.
 */
@Component
public class TellFacts {

    private final RuntimeServiceImpl runtime;

    TellFacts(RuntimeService runtime) {
        this.runtime = (RuntimeServiceImpl) runtime;
    }

    /** Sets the facts in the room with this process instance id, as whoever is logged in. */
    public void tell(String processInstanceId, Map<String, Object> facts) {
        runtime.getCommandExecutor().execute(new Told(processInstanceId, facts));
    }

    static final class Told extends SetExecutionVariablesCmd {

        Told(String processInstanceId, Map<String, Object> facts) {
            super(processInstanceId, facts, false);
        }
    }
}
