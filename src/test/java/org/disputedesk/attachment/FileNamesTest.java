package org.disputedesk.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {

    private final MediaTypes types = new MediaTypes();

    private String shown(String told, String mediaType) {
        return FileNames.shown(told, types.named(mediaType).orElseThrow(), types);
    }

    @ParameterizedTest
    @CsvSource({
        "photo.jpg, image/jpeg, photo.jpg",
        "IMG 0001.JPEG, image/jpeg, IMG 0001.jpeg",
        "写真①.png, image/png, 写真①.png",
        "photo.jpg, image/png, photo.png",
        "photo, image/jpeg, photo.jpg",
        "invoice.exe, application/pdf, invoice.exe.pdf",
        "run.bat, text/plain, run.bat.txt",
        "list.csv, text/plain, list.csv",
        "v1.2 label, application/pdf, v1.2 label.pdf",
        "../../etc/passwd, text/plain, passwd.txt",
        "C:\\Users\\x\\scan.pdf, application/pdf, scan.pdf",
        "/etc/.., text/plain, file.txt",
        "CON.txt, text/plain, _CON.txt",
        "a<b>:c|d?.txt, text/plain, a_b__c_d_.txt",
        "...jpg, image/jpeg, jpg.jpg",
    })
    void a_name_is_kept_as_far_as_it_does_no_harm(String told, String mediaType, String shown) {
        assertThat(shown(told, mediaType)).isEqualTo(shown);
    }

    @Test
    void signs_that_nobody_sees_or_that_turn_the_direction_are_taken_out() {
        assertThat(shown("photo\u202egpj.exe", "image/jpeg")).isEqualTo("photogpj.exe.jpg");
        assertThat(shown("a\u0000b\r\nContent-Type: text/html\n.pdf", "application/pdf"))
                .isEqualTo("html.pdf");
        assertThat(shown("\u200b\u2066\ufeff", "image/png")).isEqualTo("file.png");
        assertThat(shown("\ud83d.jpg", "image/jpeg")).isEqualTo("jpg.jpg");
    }

    @Test
    void an_empty_name_and_one_without_end_become_names() {
        assertThat(shown("", "image/webp")).isEqualTo("file.webp");
        String longest = shown("写".repeat(10_000) + ".png", "image/png");
        assertThat(longest).hasSize(150).endsWith("写.png");
        assertThat(shown("\ud83d\udce6".repeat(10_000), "image/png")
                        .codePoints()
                        .filter(c -> c >= 0xd800 && c <= 0xdfff))
                .isEmpty();
    }

    @Test
    void what_is_said_twice_is_said_once() {
        String once = Objects.requireNonNull(shown("run.bat", "text/plain"));
        assertThat(shown(once, "text/plain")).isEqualTo(once);
    }
}
