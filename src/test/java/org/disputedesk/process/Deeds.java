package org.disputedesk.process;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Remembers of every step of the desk how long the record of the case was before and after it. */
final class Deeds extends AbstractBpmnParseListener {

    /** One step; {@code element} is process and id. */
    record Deed(String caseNumber, String element, long before, long after) {}

    private final JdbcClient db;
    private final Map<String, Long> begun = new ConcurrentHashMap<>();
    private final List<Deed> done = new CopyOnWriteArrayList<>();

    Deeds(JdbcClient db) {
        this.db = db;
    }

    /** Forgets the steps of cases before. */
    void forget() {
        begun.clear();
        done.clear();
    }

    /** The steps of a case that came to their end; those of a transaction that was rolled back among them. */
    List<Deed> of(String caseNumber) {
        return done.stream()
                .filter(deed -> deed.caseNumber().equals(caseNumber))
                .toList();
    }

    @Override
    public void parseServiceTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, (ExecutionListener)
                execution -> begun.put(execution.getActivityInstanceId(), length(execution)));
        activity.addBuiltInListener(ExecutionListener.EVENTNAME_END, (ExecutionListener) execution -> {
            Long before = begun.remove(execution.getActivityInstanceId());
            if (before != null && !((ExecutionEntity) execution).isCanceled()) {
                String slug =
                        ((ExecutionEntity) execution).getProcessDefinition().getKey();
                done.add(new Deed(
                        execution.getProcessBusinessKey(), slug + "/" + activity.getId(), before, length(execution)));
            }
        });
    }

    private long length(DelegateExecution execution) {
        return db.sql("select sequence from record_head where case_number = ?")
                .param(String.valueOf(execution.getProcessBusinessKey()))
                .query(Long.class)
                .optional()
                .orElse(0L);
    }
}
