package org.disputedesk.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTest {

    @Test
    void a_file_name_reads_as_it_is_spelt() {
        assertThat(Visible.fileName("photo\u202Egpj.exe")).isEqualTo("photo[U+202E]gpj.exe");
        assertThat(Visible.fileName("写真 1.jpg")).isEqualTo("写真 1.jpg");
    }
}
