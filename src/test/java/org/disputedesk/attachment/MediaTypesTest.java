package org.disputedesk.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.disputedesk.attachment.Uploads.compound;
import static org.disputedesk.attachment.Uploads.heic;
import static org.disputedesk.attachment.Uploads.picture;
import static org.disputedesk.attachment.Uploads.text;
import static org.disputedesk.attachment.Uploads.webp;
import static org.disputedesk.attachment.Uploads.zip;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.disputedesk.attachment.AttachmentRefused.Reason;
import org.junit.jupiter.api.Test;

class MediaTypesTest {

    private static final String MAIL =
            "Delivered-To: shop@example.com\r\nFrom: buyer@example.com\r\nSubject: parcel\r\n\r\nWhere is it?\r\n";

    private final MediaTypes types = new MediaTypes();

    private String of(byte[] bytes, String extension) {
        return types.of(bytes, extension).name();
    }

    private void refuses(byte[] bytes, String extension, Reason reason) {
        assertThatThrownBy(() -> types.of(bytes, extension))
                .isInstanceOfSatisfying(
                        AttachmentRefused.class,
                        refused -> assertThat(refused.reason())
                                .as(refused.getMessage())
                                .isEqualTo(reason));
    }

    @Test
    void what_sellers_have_is_known_by_its_content() {
        assertThat(of(picture("jpg", 20, 10), "jpg")).isEqualTo("image/jpeg");
        assertThat(of(picture("png", 20, 10), "png")).isEqualTo("image/png");
        assertThat(of(picture("gif", 20, 10), "gif")).isEqualTo("image/gif");
        assertThat(of(webp(), "webp")).isEqualTo("image/webp");
        assertThat(of(heic(), "heic")).isEqualTo("image/heic");
        assertThat(of(text("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"), "pdf")).isEqualTo("application/pdf");
        assertThat(of(text("受付番号 1234、荷物は12月1日に発送"), "txt")).isEqualTo("text/plain");
        assertThat(of("受付番号、荷物は発送済みです。".getBytes(Charset.forName("windows-31j")), "txt"))
                .isEqualTo("text/plain");
        assertThat(of("\ufeff注文".getBytes(StandardCharsets.UTF_16LE), "txt")).isEqualTo("text/plain");
        assertThat(of(text(MAIL), "eml")).isEqualTo("message/rfc822");
        assertThat(of(compound("__substg1.0_0037001F"), "msg")).isEqualTo("application/vnd.ms-outlook");
    }

    @Test
    void the_name_changes_nothing_but_whether_a_text_is_a_mail() {
        assertThat(of(picture("png", 20, 10), "jpg")).isEqualTo("image/png");
        assertThat(of(picture("png", 20, 10), "exe")).isEqualTo("image/png");
        assertThat(of(text("X-Shop: 1\nX-Case: 2\n\nhello"), "eml")).isEqualTo("message/rfc822");
        assertThat(of(text("no header at all\nhello"), "eml")).isEqualTo("text/plain");
        assertThat(of(text(MAIL), "txt")).isEqualTo("text/plain");
    }

    @Test
    void whatever_is_not_on_the_list_is_refused() {
        refuses(
                text("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"),
                "svg",
                Reason.WRONG_TYPE);
        refuses(text("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>"), "png", Reason.WRONG_TYPE);
        refuses(text("<!DOCTYPE html><html><script>alert(1)</script></html>"), "jpg", Reason.WRONG_TYPE);
        refuses(text("<html><body onload=alert(1)></body></html>"), "txt", Reason.WRONG_TYPE);
        refuses(zip("inner.zip", zip("photo.jpg", picture("jpg", 20, 10))), "zip", Reason.WRONG_TYPE);
        refuses(zip("word/document.xml", text("<a/>")), "docx", Reason.WRONG_TYPE);
        refuses(compound("WordDocument"), "doc", Reason.WRONG_TYPE);
        refuses(compound("WordDocument"), "msg", Reason.WRONG_TYPE);
        refuses(text("MZ\u0090\0\u0003\0\0\0\u0004\0\0\0\u00ff\u00ff\0\0"), "jpg", Reason.WRONG_TYPE);
        refuses(text("#!/bin/sh\nrm -rf /\n"), "txt", Reason.WRONG_TYPE);
        refuses("発送済み\u0001\u0002".getBytes(Charset.forName("windows-31j")), "txt", Reason.WRONG_TYPE);
        refuses("発送済み".getBytes(Charset.forName("windows-31j")), "bin", Reason.WRONG_TYPE);
        refuses(new byte[] {1, 2, 3, 0, 0, 0, 4, 5}, "txt", Reason.WRONG_TYPE);
        refuses(text("From: a@example.com\nTo: b@example.com\n\n\0\0\0"), "eml", Reason.WRONG_TYPE);
    }

    @Test
    void a_file_that_only_begins_like_a_photo_is_refused() {
        refuses(text("GIF89a/*\0\0\0\0\0\0*/=0;alert(1)//"), "gif", Reason.DAMAGED);
        refuses(Arrays.copyOf(picture("png", 200, 100), 20), "png", Reason.DAMAGED);
        refuses(Arrays.copyOf(picture("jpg", 200, 100), 30), "jpg", Reason.DAMAGED);
        refuses(Arrays.copyOf(webp(), 20), "webp", Reason.DAMAGED);
    }

    @Test
    void a_whole_photo_with_something_behind_it_is_the_photo_it_is() {
        byte[] gif = picture("gif", 20, 10);
        byte[] both = Arrays.copyOf(gif, gif.length + 40);
        System.arraycopy(text("<script>alert(1)</script>"), 0, both, gif.length, 25);

        assertThat(of(both, "gif")).isEqualTo("image/gif");
    }

    @Test
    void a_pdf_has_to_begin_as_one() {
        refuses(text("<script>alert(1)</script>\n%PDF-1.7\n"), "pdf", Reason.WRONG_TYPE);
        assertThat(of(
                        text("%PDF-1.7\n1 0 obj <</OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>>> endobj"),
                        "pdf"))
                .isEqualTo("application/pdf");
    }
}
