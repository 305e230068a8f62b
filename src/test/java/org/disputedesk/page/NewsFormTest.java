package org.disputedesk.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.disputedesk.intake.EventType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NewsFormTest {

    /** The page belongs to one case, which knows its parcel. */
    private static final Set<String> KNOWN_FROM_THE_CASE = Set.of("trackingNumber");

    private final Words words = new Words();

    @ParameterizedTest
    @EnumSource(EventType.class)
    void each_kind_of_news_has_its_fields_and_words(EventType type) {
        assertThat(NewsForm.fieldsOf(type)).allMatch(type.tells()::contains);
        assertThat(NewsForm.fieldsOf(type).isEmpty()).isEqualTo(type.tells().isEmpty());
        assertThat(type.tells())
                .allMatch(told -> NewsForm.fieldsOf(type).contains(told) || KNOWN_FROM_THE_CASE.contains(told));
        for (String language : new String[] {"en", "ja", "zh"}) {
            assertThat(words.find("news." + type.type(), language)).isPresent();
            assertThat(NewsForm.fieldsOf(type))
                    .allMatch(field -> words.find("field." + field, language).isPresent());
        }
    }
}
