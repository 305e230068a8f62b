package org.disputedesk.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.camunda.bpm.engine.RuntimeService;
import org.disputedesk.dispute.DisputeFacts;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is known of a case, whether it runs or has ended. */
@Component
public class CaseFacts {

    private final JdbcClient db;
    private final EvidenceLog record;
    /** Asked for late: the engine is built after what its forms show. */
    private final ObjectProvider<RuntimeService> runtime;

    private final ObjectMapper json;

    CaseFacts(JdbcClient db, EvidenceLog record, ObjectProvider<RuntimeService> runtime, ObjectMapper json) {
        this.db = db;
        this.record = record;
        this.runtime = runtime;
        this.json = json;
    }

    /**
     * All facts of a case by name, instants as {@link java.time.Instant} or, of a case that has ended, as the record wrote
     * them; empty when there is no such case.
     */
    public Map<String, Object> of(String caseNumber) {
        return db.sql("select state, process_instance_id from dispute_case where case_number = ?")
                .param(caseNumber)
                .query((row, n) ->
                        "OPEN".equals(row.getString(1)) ? Optional.of(row.getString(2)) : Optional.<String>empty())
                .optional()
                .map(running -> running.map(this::running).orElseGet(() -> recorded(caseNumber)))
                .orElseGet(Map::of);
    }

    private Map<String, Object> running(String processInstanceId) {
        Map<String, Object> facts = new TreeMap<>();
        runtime.getObject()
                .createVariableInstanceQuery()
                .processInstanceIdIn(processInstanceId)
                .list()
                .forEach(variable -> {
                    Object value = variable.getValue();
                    if (value != null && DisputeFacts.all().containsKey(variable.getName())) {
                        facts.put(variable.getName(), value instanceof Date date ? date.toInstant() : value);
                    }
                });
        return facts;
    }

    /** The engine forgets the facts of a closed case; the record does not. */
    private Map<String, Object> recorded(String caseNumber) {
        Map<String, Object> facts = new TreeMap<>();
        for (RecordEntry entry : record.entries(caseNumber)) {
            try {
                json.readValue(entry.facts(), new TypeReference<Map<String, Object>>() {})
                        .forEach((name, value) -> {
                            if (DisputeFacts.all().containsKey(name)) {
                                facts.put(name, value);
                            }
                        });
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("The facts of entry " + entry.sequence() + " cannot be read", e);
            }
        }
        return facts;
    }
}
