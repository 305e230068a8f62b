package org.disputedesk.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.disputedesk.attachment.Uploads.heic;
import static org.disputedesk.attachment.Uploads.hugePng;
import static org.disputedesk.attachment.Uploads.photo;
import static org.disputedesk.attachment.Uploads.picture;
import static org.disputedesk.attachment.Uploads.webp;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PicturesTest {

    private final MediaTypes types = new MediaTypes();

    private MediaTypes.Type type(String name) {
        return types.named(name).orElseThrow();
    }

    private static BufferedImage shown(byte[] preview) throws IOException {
        return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(preview)));
    }

    private static boolean isRed(BufferedImage picture, int x, int y) {
        var color = new Color(picture.getRGB(x, y));
        return color.getRed() > 200 && color.getBlue() < 60;
    }

    @Test
    void a_preview_holds_the_pixels_and_nothing_else() throws IOException {
        byte[] photo = photo(400, 200, 1);
        assertThat(new String(photo, StandardCharsets.ISO_8859_1)).contains("Exif", Uploads.TAKEN);

        byte[] preview = Pictures.preview(type("image/jpeg"), photo).orElseThrow();

        assertThat(new String(preview, StandardCharsets.ISO_8859_1)).doesNotContain("Exif", Uploads.TAKEN, "+09:00");
        BufferedImage shown = shown(preview);
        assertThat(shown.getWidth()).isEqualTo(400);
        assertThat(isRed(shown, 50, 100)).isTrue();
        assertThat(isRed(shown, 350, 100)).isFalse();
    }

    @Test
    void a_preview_is_turned_as_the_camera_was_held() throws IOException {
        // 6: the camera was turned, so that the left of the pixels is the top of the picture
        BufferedImage shown =
                shown(Pictures.preview(type("image/jpeg"), photo(400, 200, 6)).orElseThrow());
        assertThat(shown.getWidth()).isEqualTo(200);
        assertThat(shown.getHeight()).isEqualTo(400);
        assertThat(isRed(shown, 100, 50)).isTrue();
        assertThat(isRed(shown, 100, 350)).isFalse();
        // 3: it was upside down
        shown = shown(Pictures.preview(type("image/jpeg"), photo(400, 200, 3)).orElseThrow());
        assertThat(isRed(shown, 350, 100)).isTrue();
        assertThat(isRed(shown, 50, 100)).isFalse();
    }

    @Test
    void a_large_photo_is_made_smaller_and_a_small_one_is_not_made_larger() throws IOException {
        BufferedImage large = shown(
                Pictures.preview(type("image/jpeg"), picture("jpg", 6000, 3000)).orElseThrow());
        assertThat(large.getWidth()).isEqualTo(1600);
        assertThat(large.getHeight()).isEqualTo(800);
        BufferedImage small = shown(
                Pictures.preview(type("image/png"), picture("png", 30, 20)).orElseThrow());
        assertThat(small.getWidth()).isEqualTo(30);
    }

    @Test
    void every_kind_that_says_so_has_a_preview() throws IOException {
        assertThat(shown(Pictures.preview(type("image/gif"), picture("gif", 40, 20))
                                .orElseThrow())
                        .getWidth())
                .isEqualTo(40);
        assertThat(shown(Pictures.preview(type("image/webp"), webp()).orElseThrow())
                        .getWidth())
                .isEqualTo(1);
        assertThat(type("image/heic").hasPreview()).isFalse();
        assertThat(heic()).isNotEmpty();
    }

    @Test
    @Timeout(20)
    void a_picture_that_says_it_is_huge_is_never_decoded() {
        byte[] honestHead = hugePng(50_000, 50_000, 10);
        assertThat(Pictures.isSound(type("image/png"), honestHead)).isTrue();
        assertThat(Pictures.preview(type("image/png"), honestHead)).isEmpty();
        // and one that really holds a hundred million zeros, well packed
        byte[] bomb = hugePng(50_000, 2_000, 2_000);
        assertThat(bomb.length).isLessThan(Attachments.MOST_BYTES);
        long before = System.nanoTime();
        assertThat(Pictures.preview(type("image/png"), bomb)).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void a_photo_with_more_passes_than_any_camera_makes_has_no_preview() {
        byte[] jpeg = picture("jpg", 40, 20);
        byte[] many = Arrays.copyOf(jpeg, jpeg.length + 400);
        for (int i = jpeg.length; i + 1 < many.length; i += 2) {
            many[i] = (byte) 0xff;
            many[i + 1] = (byte) 0xda;
        }
        assertThat(Pictures.preview(type("image/jpeg"), many)).isEmpty();
    }

    @Test
    void a_photo_that_breaks_off_does_no_harm() {
        byte[] whole = photo(400, 200, 6);
        for (int length : new int[] {0, 2, 100, 260, whole.length / 2, whole.length - 2}) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatCode(() -> {
                        Pictures.isSound(type("image/jpeg"), part);
                        Pictures.preview(type("image/jpeg"), part);
                        Pictures.takenAt(type("image/jpeg"), part);
                    })
                    .as("%d bytes of %d", length, whole.length)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void when_a_photo_was_taken_is_read_with_the_offset_of_its_camera() {
        assertThat(Pictures.takenAt(type("image/jpeg"), photo(40, 20, 1))).contains("2026-11-20T14:05:33+09:00");
        assertThat(Pictures.takenAt(type("image/jpeg"), picture("jpg", 40, 20))).isEmpty();
        assertThat(Pictures.takenAt(type("image/png"), picture("png", 40, 20))).isEmpty();
    }
}
