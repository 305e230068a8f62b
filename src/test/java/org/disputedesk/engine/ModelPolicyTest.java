package org.disputedesk.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.disputedesk.engine.Models.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelPolicyTest {

    private static final int ROUNDS = 4_000;
    private static final long SECOND = 1_000_000_000L;

    private final ModelPolicy policy = new ModelPolicy(Models.DELEGATES, Models.FACTS);

    @Test
    void a_violation_says_where_what_and_what_to_do() {
        Resource model = Models.condition("", "${respones == 'WAIT'}");

        assertThat(policy.check(model.name(), model.content()))
                .singleElement()
                .hasToString(
                        "Flow_Yes [expression]: conditionExpression is '${respones == 'WAIT'}': 'respones' is not a"
                                + " fact the desk knows. Use facts, literals, == != < <= > >= && || ! and"
                                + " dateTime().plusHours(1).toDate().");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${99999999999999999999999}",
                "${'",
                "${",
                "${}",
                "#{letter} ${",
                "${letter ? }",
                "${letter.}",
                "${letter[}",
                "${().x}",
                "${a:b()}",
                "${\u0000}",
                "${'\\'}"
            })
    void an_unreadable_expression_is_a_violation_and_not_a_crash(String expression) {
        assertThat(ExpressionGrammar.ofModel(Set.of("letter")).problemOf(expression))
                .isNotNull();
        assertThat(ExpressionGrammar.soleIdentifier(expression)).isNull();
    }

    @Test
    void a_damaged_file_neither_crashes_nor_delays_the_check() {
        Random random = new Random(24);
        List<Resource> models = List.of(
                Models.condition("", "${dateTime().plusHours(4).toDate() == replyDue &amp;&amp; !empty letter}"),
                Models.serviceWith("<camunda:failedJobRetryTimeCycle>R3/PT10M</camunda:failedJobRetryTimeCycle>"),
                Models.table("", "response", "not(\"A\",\"B\")", "", "if holding then \"C\" else \"D\""),
                Models.form("{\"type\":\"group\",\"components\":[{\"type\":\"textfield\",\"key\":\"letter\"}]}"));
        for (int round = 0; round < ROUNDS; round++) {
            Resource model = models.get(round % models.size());
            byte[] content = damaged(model.content(), random);
            long start = System.nanoTime();

            policy.check(model.name(), content);

            assertThat(System.nanoTime() - start).as("round %d", round).isLessThan(SECOND);
        }
    }

    private static byte[] damaged(byte[] content, Random random) {
        byte[] marks = "<>&'\"${}#()[].,:;/\\=!-\0".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i <= random.nextInt(4); i++) {
            int from = random.nextInt(content.length);
            switch (random.nextInt(4)) {
                case 0 -> content[from] = (byte) random.nextInt(256);
                case 1 -> content[from] = marks[random.nextInt(marks.length)];
                case 2 -> content[from] = content[random.nextInt(content.length)];
                default -> {
                    int to = random.nextInt(content.length);
                    int length = Math.min(random.nextInt(20), content.length - Math.max(from, to));
                    System.arraycopy(content, from, content, to, length);
                }
            }
        }
        return content;
    }
}
