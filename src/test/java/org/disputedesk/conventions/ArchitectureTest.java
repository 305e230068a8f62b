package org.disputedesk.conventions;

import static com.tngtech.archunit.lang.conditions.ArchConditions.beAnnotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.disputedesk.RoomsInQuestion;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;

/** Who may know whom, and what nobody may use. */
@Tag("models")
@ExtendWith(RoomsInQuestion.class)
class ArchitectureTest {

    private static final JavaClasses DESK = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.disputedesk");

    /** What each capability may use of the others; {@code engine} is open to all and uses only the vocabulary. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("dispute", Set.of()),
            Map.entry("engine", Set.of("dispute")),
            Map.entry("vault", Set.of("dispute", "engine")),
            Map.entry("evidence", Set.of("dispute", "engine", "vault")),
            Map.entry("policy", Set.of("dispute", "engine", "vault", "evidence")),
            Map.entry("calendar", Set.of("dispute", "engine", "vault", "evidence", "policy")),
            Map.entry("attachment", Set.of("dispute", "engine", "vault", "evidence")),
            Map.entry("outbox", Set.of("dispute", "engine", "vault", "evidence")),
            Map.entry("orders", Set.of("dispute", "engine", "vault", "evidence", "policy", "calendar")),
            Map.entry("tracking", Set.of("dispute", "engine", "vault", "evidence", "policy", "calendar")),
            Map.entry("look", Set.of("dispute")),
            // what the shop has published stands by itself
            Map.entry("terms", Set.of()),
            // rules about words need no case
            Map.entry("lint", Set.of("dispute")),
            Map.entry(
                    "letter",
                    Set.of(
                            "dispute",
                            "engine",
                            "vault",
                            "evidence",
                            "policy",
                            "calendar",
                            "outbox",
                            "lint",
                            "feedback",
                            "terms")),
            // a letter that asks for feedback counts as well
            Map.entry(
                    "feedback",
                    Set.of("dispute", "engine", "vault", "evidence", "policy", "calendar", "orders", "lint")),
            // the guard looks into the order book, which nobody can bend from a process
            Map.entry(
                    "remedy",
                    Set.of("dispute", "engine", "vault", "evidence", "policy", "calendar", "outbox", "orders")),
            Map.entry("claim", Set.of("dispute", "engine", "vault", "evidence", "policy", "calendar", "remedy")),
            Map.entry("cancellation", Set.of("dispute", "engine", "evidence", "policy", "calendar")),
            Map.entry("returns", Set.of("dispute", "engine", "evidence", "policy", "calendar", "attachment")),
            Map.entry("wrongitem", Set.of("dispute", "engine", "evidence", "policy", "calendar", "attachment")),
            Map.entry(
                    "inquiry",
                    Set.of(
                            "dispute",
                            "engine",
                            "vault",
                            "evidence",
                            "policy",
                            "calendar",
                            "remedy",
                            "tracking",
                            "ledger")),
            Map.entry("hold", Set.of("dispute", "engine", "vault", "evidence", "policy", "calendar", "letter")),
            Map.entry(
                    "removal",
                    Set.of("dispute", "engine", "vault", "evidence", "policy", "calendar", "orders", "letter", "lint")),
            Map.entry("erasure", Set.of("dispute", "engine", "vault", "evidence", "policy", "calendar", "orders")),
            Map.entry("expedite", Set.of("dispute", "engine", "vault", "evidence", "policy", "calendar", "orders")),
            Map.entry("prevention", Set.of("dispute", "engine", "vault", "evidence", "policy", "calendar", "orders")),
            Map.entry(
                    "desk",
                    Set.of(
                            "dispute",
                            "engine",
                            "vault",
                            "evidence",
                            "policy",
                            "calendar",
                            "outbox",
                            "look",
                            "orders",
                            "tracking",
                            "letter",
                            "remedy",
                            "attachment",
                            "erasure",
                            "feedback")),
            Map.entry(
                    "intake",
                    Set.of(
                            "dispute",
                            "engine",
                            "vault",
                            "evidence",
                            "policy",
                            "calendar",
                            "outbox",
                            "orders",
                            "tracking",
                            "letter",
                            "remedy",
                            "attachment",
                            "erasure",
                            "desk",
                            // the record is checked by the same lines, whether the desk runs or not
                            "verify")),
            Map.entry(
                    "mail",
                    Set.of("dispute", "engine", "vault", "evidence", "attachment", "outbox", "letter", "intake")),
            // what orders have cost is read from the rows of all who give something
            Map.entry("ledger", Set.of("dispute", "engine", "vault", "evidence", "policy", "calendar", "orders")),
            Map.entry(
                    "overview",
                    Set.of(
                            "dispute",
                            "engine",
                            "vault",
                            "evidence",
                            "policy",
                            "calendar",
                            "orders",
                            "tracking",
                            "remedy",
                            "claim",
                            "hold",
                            "ledger",
                            "desk")),
            // the page shows what all others know, and tells the case what arrived
            Map.entry(
                    "page",
                    Set.of(
                            "dispute",
                            "engine",
                            "vault",
                            "evidence",
                            "attachment",
                            "policy",
                            "calendar",
                            "outbox",
                            "look",
                            "orders",
                            "tracking",
                            "letter",
                            "remedy",
                            "claim",
                            "hold",
                            "terms",
                            "desk",
                            "intake",
                            "ledger",
                            "overview",
                            "mail")),
            // what the command line needs works without a desk
            Map.entry("verify", Set.of("dispute", "vault", "evidence")),
            Map.entry(
                    "pack",
                    Set.of(
                            "dispute",
                            "engine",
                            "vault",
                            "evidence",
                            "policy",
                            "calendar",
                            "orders",
                            "tracking",
                            "remedy",
                            "attachment",
                            "desk",
                            "verify")),
            Map.entry(
                    "simulation",
                    Set.of(
                            "dispute",
                            "engine",
                            "vault",
                            "evidence",
                            "policy",
                            "calendar",
                            "outbox",
                            "orders",
                            "tracking",
                            "letter",
                            "remedy",
                            "attachment",
                            "erasure",
                            "desk",
                            "intake")));

    @Test
    void capabilities_know_only_those_below_them() {
        assertThat(DESK.stream().map(ArchitectureTest::capability).collect(Collectors.toSet()))
                .as("capabilities; a new one gets a line above")
                .isSubsetOf(
                        Stream.concat(MAY_USE.keySet().stream(), Stream.of("")).collect(Collectors.toSet()));
        MAY_USE.forEach((capability, known) -> {
            String[] others = MAY_USE.keySet().stream()
                    .filter(other -> !other.equals(capability) && !known.contains(other))
                    .map(other -> "org.disputedesk." + other + "..")
                    .toArray(String[]::new);
            check(noClasses()
                    .that()
                    .resideInAPackage("org.disputedesk." + capability + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others));
        });
        check(slices().matching("org.disputedesk.(*)..").should().beFreeOfCycles());
    }

    private static String capability(JavaClass type) {
        return type.getPackageName().replaceFirst("^org\\.disputedesk\\.?", "").replaceFirst("\\..*$", "");
    }

    @Test
    void only_the_engine_package_touches_the_engines_clock() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("org.disputedesk.engine..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ClockUtil.class));
        check(noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .orShould()
                .callMethod(java.time.OffsetDateTime.class, "now")
                .orShould()
                .callConstructor(java.util.Date.class));
    }

    /** Spring 6.2.19 has open vulnerabilities in these; who does not use them is not hit. */
    @Test
    void nobody_uses_what_has_open_holes() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.expression..",
                        "org.springframework.web.servlet.view..",
                        "org.springframework.web.servlet.function..",
                        "org.springframework.web.reactive..",
                        "org.springframework.messaging..",
                        "org.springframework.ui..",
                        "freemarker.."));
        // the class that switches scripts off has to name them
        check(noClasses()
                .that()
                .haveNameNotMatching(".*\\.SafeExpressions.*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.script.."));
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("org\\.springframework\\.web\\.filter\\.UrlHandlerFilter"
                        + "|org\\.springframework\\.web\\.servlet\\.mvc\\.method\\.annotation\\.SseEmitter"
                        + "|org\\.springframework\\.web\\.bind\\.EscapedErrors"
                        + "|org\\.springframework\\.web\\.bind\\.annotation\\.ModelAttribute"
                        + "|java\\.io\\.ObjectInputStream"));
    }

    @Test
    void everything_is_handed_in_and_nothing_is_null_unless_it_says_so() {
        check(noFields().should().beAnnotatedWith(Autowired.class).allowEmptyShould(true));
        check(noFields()
                .should()
                .beAnnotatedWith(org.springframework.beans.factory.annotation.Value.class)
                .allowEmptyShould(true));
        assertThat(DESK.stream()
                        .map(type -> type.getPackage())
                        .distinct()
                        .filter(p -> !p.isAnnotatedWith(NullMarked.class))
                        .map(p -> p.getName()))
                .as("packages without @NullMarked")
                .isEmpty();
    }

    @Test
    void a_delegate_is_named_after_its_step() {
        check(classes()
                .that()
                .implement(JavaDelegate.class)
                .and()
                .areNotInterfaces()
                .and()
                .areTopLevelClasses()
                .should(beAnnotatedWith(org.springframework.stereotype.Component.class)));
        check(noClasses()
                .that()
                .areTopLevelClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Service")
                .orShould()
                .haveSimpleNameEndingWith("Delegate"));
    }

    private static void check(ArchRule rule) {
        rule.check(DESK);
    }
}
