package org.disputedesk.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Which language a text is in, tried on the letters of the desk and on what staff write into them (P24). */
class LanguagesTest {

    private static final List<String> ALL =
            List.of("en", "ja", "zh", "de", "fr", "es", "it", "nl", "sv", "pl", "tr", "ar", "pt");
    private static final Set<String> ROMANCE = Set.of("es", "fr", "it", "pt");
    private static final Pattern PART = Pattern.compile("(?m)^(?:\\[[a-z]+]|[A-Z][a-z-]+:)");
    private static final Pattern LANGUAGE = Pattern.compile("\\.([a-z]{2})\\.txt$");

    private final Languages languages = new Languages(new LintRules());

    /** One part of a letter, without its places for facts. */
    private record Part(String file, String language, String text) {}

    private static List<Part> parts() throws IOException {
        List<Part> parts = new ArrayList<>();
        for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath*:letters/*/*.txt")) {
            Matcher language = LANGUAGE.matcher(file.getURL().toString());
            if (language.find()) {
                String text = file.getContentAsString(StandardCharsets.UTF_8).replaceAll("\\$\\{\\w+}", "");
                PART.splitAsStream(text)
                        .forEach(part ->
                                parts.add(new Part(String.valueOf(file.getFilename()), language.group(1), part)));
            }
        }
        return parts;
    }

    @Test
    void no_part_of_a_letter_is_taken_for_another_language() throws IOException {
        assertThat(parts())
                .hasSizeGreaterThan(900)
                .allSatisfy(part -> assertThat(languages.isOther(part.text(), part.language()))
                        .as("%s: %s", part.file(), part.text())
                        .isFalse());
    }

    /** What says enough is found out when it is read as any other language but a near relation. */
    @Test
    void a_part_in_the_wrong_language_is_found() throws IOException {
        assertThat(parts().stream().filter(part -> part.text().length() > 250))
                .hasSizeGreaterThan(50)
                .allSatisfy(part -> assertThat(ALL.stream()
                                .filter(other -> !other.equals(part.language())
                                        && !(ROMANCE.contains(other) && ROMANCE.contains(part.language()))))
                        .allSatisfy(other -> assertThat(languages.isOther(part.text(), other))
                                .as("%s read as %s: %s", part.file(), other, part.text())
                                .isTrue()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | Guten Tag Frau Weber, das Paket liegt im Paketshop in der Bahnhofstraße.",
                "de | Wir haben nachgefragt. UPS stellt morgen noch einmal zu.",
                "fr | Le facteur repassera demain matin et vous n'avez rien à faire.",
                "es | El repartidor volverá mañana por la mañana y no tiene que hacer nada.",
                "it | Il corriere ripasserà domani mattina e Lei non deve fare nulla.",
                "nl | De bezorger komt morgenochtend terug en u hoeft niets te doen.",
                "sv | Budet kommer tillbaka i morgon bitti och du behöver inte göra något.",
                "pl | Kurier wróci jutro rano i nie muszą Państwo nic robić.",
                "tr | Kurye yarın sabah tekrar gelecek, sizin bir şey yapmanız gerekmiyor.",
                "ar | سيعود المندوب صباح الغد ولا يلزمكم القيام بأي شيء.",
                "pt | O estafeta volta amanhã de manhã e não precisa de fazer nada."
            })
    void a_sentence_of_staff_is_read_as_what_it_is(String language, String text) {
        assertThat(languages.isOther(text, language)).isFalse();
        assertThat(languages.isOther(text, language.equals("ar") ? "ja" : "ar")).isTrue();
    }
}
