package org.disputedesk.attachment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.disputedesk.dispute.CodeWords;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.ReasonWords;
import org.disputedesk.evidence.CaseFacts;
import org.disputedesk.evidence.CaseTexts;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a case like this needs to be proven, and what of it is there (000-05, 000-06, 003-03, P5, P12, P13). Both stand in the
 * table {@code needed-evidence}: what is needed, why, and by which facts or files one sees that it is there.
 */
@Component
public class NeededEvidence {

    private static final String TABLE = "needed-evidence";

    /** What the table asks for files instead of a fact. */
    private static final String FILES = "files";

    /** Values of facts that say that nothing is known. */
    private static final Set<String> NOTHING = Set.of("", "NONE", "UNKNOWN", "false");

    /** Asked for late: the engine, to which forms belong, is built after what forms show. */
    private final ObjectProvider<ProcessEngineConfigurationImpl> configuration;

    private final CaseFacts cases;
    private final CaseTexts texts;
    private final JdbcClient db;
    private final CodeWords codes;
    private final ReasonWords reasons;

    NeededEvidence(
            ObjectProvider<ProcessEngineConfigurationImpl> configuration,
            CaseFacts cases,
            CaseTexts texts,
            JdbcClient db,
            CodeWords codes,
            ReasonWords reasons) {
        this.configuration = configuration;
        this.cases = cases;
        this.texts = texts;
        this.db = db;
        this.codes = codes;
        this.reasons = reasons;
    }

    /**
     * How complete the evidence of a case is.
     *
     * @param percent of what is needed is there, 0 to 100; 100 when nothing is needed
     * @param items what is needed, the most important first
     */
    public record Completeness(int percent, List<Item> items) {
        public Completeness {
            items = List.copyOf(items);
        }

        static Completeness of(List<Item> items) {
            long there = items.stream().filter(Item::there).count();
            return new Completeness(items.isEmpty() ? 100 : (int) (there * 100 / items.size()), items);
        }
    }

    /**
     * One thing that is needed.
     *
     * @param key its code in the table, and the purpose of files that prove it
     * @param name in the reader's language
     * @param there whether the case has it
     * @param why it matters, in the reader's language
     */
    public record Item(String key, String name, boolean there, String why) {}

    /** For the reader whose language the current request asks for; English when it is none that the desk speaks. */
    public Completeness of(String caseNumber) {
        return of(caseNumber, LocaleContextHolder.getLocale().getLanguage());
    }

    /**
     * The same in one language.
     *
     * @param language en, ja or zh; any other is answered in English
     */
    public Completeness of(String caseNumber, String language) {
        Map<String, Object> facts = cases.of(caseNumber);
        return of(caseNumber, facts::get, language);
    }

    /** The same with the facts as one room of the case knows them, by name; null for what is not known. */
    public Completeness of(String caseNumber, Function<String, @Nullable Object> facts, String language) {
        Map<String, Long> files = files(caseNumber);
        List<Item> items = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (Map<String, Object> row : rows(facts)) {
            String key = String.valueOf(row.get(DisputeFacts.NEEDED_EVIDENCE.name()));
            if (seen.add(key)) {
                items.add(new Item(
                        key,
                        codes.of(DisputeFacts.NEEDED_EVIDENCE, key, language),
                        isThere(
                                String.valueOf(row.get(DisputeFacts.EVIDENCE_FOUND_IN.name())),
                                name -> DisputeFacts.TEXTS.contains(name)
                                        ? texts.find(caseNumber, name).orElse(null)
                                        : facts.apply(name),
                                files.getOrDefault(key, 0L)),
                        reasons.in(language, String.valueOf(row.get(DisputeFacts.EVIDENCE_WHY.name())))));
            }
        }
        return Completeness.of(items);
    }

    /** Whoever may see the case may know what it lacks. */
    private List<Map<String, Object>> rows(Function<String, @Nullable Object> facts) {
        Map<String, Object> known = new HashMap<>();
        DisputeFacts.all().keySet().forEach(name -> {
            Object value = facts.apply(name);
            if (value != null) {
                known.put(name, value);
            }
        });
        // the engine's service would ask for the right to evaluate, and log each look at a case as an operation
        return configuration.getObject().getCommandExecutorTxRequired().execute(command -> {
            var engine = command.getProcessEngineConfiguration();
            return engine.getDmnEngine()
                    .evaluateDecisionTable(
                            (DmnDecision) engine.getDeploymentCache().findDeployedLatestDecisionDefinitionByKey(TABLE),
                            known)
                    .getResultList();
        });
    }

    /**
     * Whether what the table names is so.
     *
     * @param foundIn conditions with commas between them, all of which must hold: {@code fact} or text that is known,
     *     {@code fact=VALUE|VALUE}, or {@code files=2}; empty when only a file will do
     */
    private static boolean isThere(String foundIn, Function<String, @Nullable Object> facts, long files) {
        List<String> conditions = List.of(foundIn.split(",", -1));
        for (String condition : conditions) {
            if (condition.startsWith(FILES + "=")) {
                return files >= Long.parseLong(condition.substring(FILES.length() + 1));
            }
        }
        return files > 0 || (!foundIn.isEmpty() && conditions.stream().allMatch(known -> holds(known, facts)));
    }

    private static boolean holds(String condition, Function<String, @Nullable Object> facts) {
        String[] parts = condition.split("=", 2);
        Object value = facts.apply(parts[0]);
        String text = value == null ? "" : value.toString();
        return parts.length == 1
                ? !NOTHING.contains(text)
                : List.of(parts[1].split("\\|", -1)).contains(text);
    }

    /** How many files serve what. */
    private Map<String, Long> files(String caseNumber) {
        return db
                .sql("select purpose from case_attachment where case_number = ?")
                .param(caseNumber)
                .query(String.class)
                .list()
                .stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
