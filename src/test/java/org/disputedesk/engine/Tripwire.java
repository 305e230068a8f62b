package org.disputedesk.engine;

import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;

/** What the attacks of the tests try to reach. It counts how often they get there. */
public class Tripwire implements JavaDelegate, ExecutionListener, TaskListener {

    static final AtomicInteger REACHED = new AtomicInteger();

    public static String touch() {
        REACHED.incrementAndGet();
        return "touched";
    }

    public Tripwire() {
        touch();
    }

    @Override
    public void execute(DelegateExecution execution) {
        touch();
    }

    @Override
    public void notify(DelegateExecution execution) {
        touch();
    }

    @Override
    public void notify(DelegateTask task) {
        touch();
    }
}
