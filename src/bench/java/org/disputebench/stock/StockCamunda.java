package org.disputebench.stock;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.TimeZone;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A stock Camunda with the desk's models. Its delegates decide what the desk's decide and write the same facts, and
 * the texts too, into variables; it has no tables, no record, no guard and no outbox of its own.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StockCamunda {

    private static final Duration TARGET = Duration.ofHours(24);

    public static void main(String[] args) {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        SpringApplication.run(StockCamunda.class, args);
    }

    @Bean
    JavaDelegate computeDeadline() {
        return execution -> {
            Instant now = Instant.now();
            String deadline = (String) execution.getVariable("deadline");
            if (deadline.startsWith("reply.")) {
                Instant from = ((Date) execution.getVariable("messageReceivedAt")).toInstant();
                tellRooms(
                        execution,
                        Map.of(
                                "replyDue", Date.from(from.plus(TARGET)),
                                "replyWarnAt", Date.from(from.plus(TARGET.dividedBy(2))),
                                "replyUrgentAt", Date.from(from.plus(Duration.ofHours(20))),
                                "priority", 50L,
                                "buyerWaits", true));
            } else {
                String due =
                        switch (deadline) {
                            case "cause.note" -> "causeDue";
                            case "inr.claim-opens" -> "claimOpensAt";
                            default -> "buyerAnswerDue";
                        };
                execution.setVariable(due, Date.from(now.plus(Duration.ofDays(3))));
            }
            execution.setVariable(
                    "deadlineText", "The deadline " + deadline + " counts from the message, which came at " + now);
        };
    }

    @Bean
    JavaDelegate lookUpOrder() {
        return execution -> execution.setVariable("orderKnown", false);
    }

    @Bean
    JavaDelegate recordOrder() {
        return execution -> {
            execution.setVariable("serviceOwner", "SELLER");
            execution.setVariable("latestDeliveryAt", Date.from(Instant.now().minus(Duration.ofDays(1))));
            execution.setVariable("orderKnown", true);
        };
    }

    @Bean
    JavaDelegate lookUpTracking() {
        return execution -> execution.setVariable("trackingKnown", false);
    }

    @Bean
    JavaDelegate recordTracking() {
        return execution -> {
            execution.setVariable("deliveredAt", Date.from(Instant.now().minus(Duration.ofDays(2))));
            execution.setVariable("daysPastLatestDelivery", 1L);
            execution.setVariable("trackingKnown", true);
        };
    }

    @Bean
    JavaDelegate lookUpEarlierCases() {
        return execution -> tellRooms(
                execution,
                Map.of("lookAgain", false, "factsStale", false, "earlierNonArrivals", 0L, "earlierCasesOfOrder", 0L));
    }

    @Bean
    JavaDelegate recordCause() {
        return execution -> execution.setVariable("causeRecordedAt", Date.from(Instant.now()));
    }

    @Bean
    JavaDelegate settleCase() {
        return execution -> tellRooms(execution, Map.of("settled", true));
    }

    @Bean
    JavaDelegate raiseUrgency() {
        return execution ->
                execution.setVariable("priority", Long.valueOf(String.valueOf(execution.getVariable("urgency"))));
    }

    @Bean
    JavaDelegate handOverAnswer() {
        return execution -> {
            if (Boolean.TRUE.equals(execution.getVariable("buyerWaits"))) {
                tellRooms(
                        execution, Map.of("answerLetter", execution.getVariable("letter"), "answerDecided", true));
            }
        };
    }

    @Bean
    JavaDelegate stopReplyClock() {
        return execution ->
                tellRooms(execution, Map.of("buyerWaits", false, "answerInWork", false, "answerDecided", false));
    }

    /** A called process has variables of its own; on a stock engine whoever learns something sets it in all of a case. */
    private static void tellRooms(DelegateExecution execution, Map<String, Object> facts) {
        execution.setVariables(facts);
        var runtime = execution.getProcessEngineServices().getRuntimeService();
        runtime
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(execution.getProcessBusinessKey())
                .list()
                .stream()
                .filter(room -> !room.isEnded())
                // the case itself before what it called: what goes on at once must find it told
                .sorted(Comparator.comparing(room -> !room.getId().equals(room.getRootProcessInstanceId())))
                .map(ProcessInstance::getId)
                .filter(room -> !room.equals(execution.getProcessInstanceId()))
                .forEach(room -> runtime.setVariables(room, facts));
    }

    @Bean
    JavaDelegate draftLetter() {
        return execution -> {
            execution.setVariable("letterEmpathy", Texts.EMPATHY);
            execution.setVariable("letterFacts", Texts.FACTS.formatted(execution.getVariable("orderId")));
            execution.setVariable("letterProposal", Texts.PROPOSAL);
            tellRooms(execution, Map.of("holding", false, "answerDecided", false));
        };
    }

    @Bean
    JavaDelegate sendLetter() {
        return execution -> {
            execution.setVariable("letterSubject", Texts.SUBJECT);
            execution.setVariable(
                    "letterBody",
                    String.join(
                            "\n\n",
                            text(execution, "letterEmpathy"),
                            text(execution, "letterFacts"),
                            text(execution, "letterProposal")));
        };
    }

    private static String text(DelegateExecution execution, String name) {
        return (String) execution.getVariable(name);
    }

    /** The models name no variable for what a decision says; like the desk, this gives each output its own. */
    @Bean
    ProcessEnginePlugin decisionsBecomeVariables() {
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl configuration) {
                configuration.getCustomPostBPMNParseListeners().add(new AbstractBpmnParseListener() {
                    @Override
                    public void parseBusinessRuleTask(Element element, ScopeImpl scope, ActivityImpl activity) {
                        activity.addListener(
                                ExecutionListener.EVENTNAME_END,
                                (ExecutionListener) execution -> {
                                    Map<String, Object> said = ((DmnDecisionResult) execution.getVariable("decisionResult"))
                                            .getSingleResult()
                                            .getEntryMap();
                                    if (said.containsKey("lookAgain")) {
                                        Map<String, Object> news = new HashMap<>(said);
                                        news.put("buyerAnswer", execution.getVariable("buyerAnswer"));
                                        tellRooms(execution, news);
                                    } else {
                                        execution.setVariables(said);
                                    }
                                });
                    }
                });
            }
        };
    }
}
