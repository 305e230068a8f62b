package org.disputedesk.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 000-20: no letter accuses its reader, in whatever language and however it is typed. */
class AccusationsTest {

    private final Accusations accusations = new Accusations();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "We think this is FRAUD.",
                "You lied to us.",
                "This is a false claim, and we will take legal action.",
                "お客様の申告は虚偽と思われます。",
                "詐欺として通報します。",
                "ｆｒａｕｄ",
                "您这是诈骗行为。",
                "我们怀疑您在说谎。",
                "Das ist Betrug!",
                "C'est une escroquerie.",
                "Esto es una estafa.",
                "Questa è una truffa."
            })
    void words_that_accuse_are_found(String text) {
        assertThat(accusations.in(text)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The parcel was delivered on 20 November and signed for.",
                "We are sorry that you did not receive your parcel; we believe you and look into it.",
                "The item is untruenly named", // part of a longer word
                "配送会社の記録では、11月20日に署名をいただいて配達を完了しております。",
                "ご不便をおかけし、申し訳ございません。",
                "物流显示包裹已于11月20日签收。",
                "Der Betrag von 20,00 € wird erstattet."
            })
    void facts_are_let_pass(String text) {
        assertThat(accusations.in(text)).isEmpty();
    }

    @Test
    void no_letter_of_the_desk_accuses_anybody() throws IOException {
        try (Stream<Path> letters = Files.walk(Path.of("src/main/resources/letters"))) {
            List<Path> all =
                    letters.filter(file -> file.toString().endsWith(".txt")).toList();
            assertThat(all)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(accusations.in(read(file)))
                            .as("words in %s", file)
                            .isEmpty());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
