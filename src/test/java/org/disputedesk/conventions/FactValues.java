package org.disputedesk.conventions;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URL;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.instance.Output;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Fact;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.tracking.DeliveryState;

/** What a fact may be, as the code and the tables themselves say it; nothing is listed here. */
final class FactValues {

    private static final String FIRST_STEP = "org.disputedesk.intake.OpenCase";

    private static final Set<String> STANDING = standing();

    /** Of facts that only tables give a value: what they may say. */
    private static final Map<String, Set<String>> GIVEN = given();

    private FactValues() {}

    /** The texts a fact may be, the empty one too if it begins with it; none when any text will do. */
    static Set<String> texts(String fact) {
        return switch (fact) {
            case "deliveryState" -> names(DeliveryState.values());
            case "marketplace" -> names(Marketplace.values());
            default -> {
                Set<String> allowed = DisputeFacts.allowedValues(fact);
                // in order, so that what is said of them is the same every time
                yield new TreeSet<>(allowed.isEmpty() ? GIVEN.getOrDefault(fact, Set.of()) : allowed);
            }
        };
    }

    private static Set<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Whether a case has this fact from its first moment on. Only somebody who completes a task over REST can make it
     * unknown afterwards: a table must not break at that, and no row may live of it.
     */
    static boolean standsFromTheStart(String fact) {
        return STANDING.contains(fact);
    }

    private static Set<String> standing() {
        // the one class alone: whatever it uses need not be read
        JavaClass opening = ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter().importUrl(url(FIRST_STEP)).get(FIRST_STEP);
        });
        Set<Integer> settingLines = opening.getMethodCallsFromSelf().stream()
                .filter(call -> call.getOrigin().getName().equals("begin"))
                .filter(call -> call.getTargetOwner().isEquivalentTo(Fact.class)
                        && call.getName().equals("set"))
                .map(JavaAccess::getLineNumber)
                .collect(Collectors.toSet());
        return opening.getFieldAccessesFromSelf().stream()
                .filter(access -> access.getOrigin().getName().equals("begin"))
                .filter(access -> access.getTargetOwner().isEquivalentTo(DisputeFacts.class))
                .filter(access -> settingLines.contains(access.getLineNumber()))
                .map(access -> DisputeFacts.named(camelCase(access.getName())).name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static URL url(String className) {
        return Objects.requireNonNull(
                FactValues.class.getResource("/" + className.replace('.', '/') + ".class"), className);
    }

    private static String camelCase(String constant) {
        String[] words = constant.toLowerCase(Locale.ROOT).split("_");
        return words[0]
                + Arrays.stream(words)
                        .skip(1)
                        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                        .collect(Collectors.joining());
    }

    private static Map<String, Set<String>> given() {
        Map<String, Set<String>> given = new TreeMap<>();
        for (Repository.Table table : Repository.tables()) {
            for (Output output : table.model().getModelElementsByType(Output.class)) {
                if (output.getOutputValues() != null) {
                    Set<String> values = given.computeIfAbsent(output.getName(), fact -> new TreeSet<>());
                    values.addAll(new Cell(output.getOutputValues().getText().getTextContent()).texts());
                    if (standsFromTheStart(output.getName())) {
                        values.add("");
                    }
                }
            }
        }
        return given;
    }
}
