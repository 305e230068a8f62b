package org.disputedesk.pack;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The fonts of the report, which the build puts among the resources: Latin, Japanese, Chinese and Arabic. They are read when
 * the first report is made, and given up when memory is short.
 */
@Component
class ReportFonts {

    private static final int CODE_POINTS = 0x30000;

    private enum Font {
        LATIN("NotoSans_400Regular", "Latin", 400),
        LATIN_BOLD("NotoSans_700Bold", "Latin", 700),
        JAPANESE("NotoSansJP_400Regular", "Japanese", 400),
        CHINESE("NotoSansSC_400Regular", "Chinese", 400),
        ARABIC("NotoNaskhArabic_400Regular", "Arabic", 400);

        private final String resource;
        private final String family;
        private final int weight;

        Font(String file, String family, int weight) {
            this.resource = "/fonts/" + file + ".ttf";
            this.family = family;
            this.weight = weight;
        }
    }

    private final Map<Font, SoftReference<byte[]>> read = new EnumMap<>(Font.class);
    private @Nullable BitSet covered;

    /** Lets a report use the fonts; each is read only if something needs it. */
    void giveTo(PdfRendererBuilder builder) {
        for (Font font : Font.values()) {
            builder.useFont(
                    () -> new ByteArrayInputStream(bytes(font)), font.family, font.weight, FontStyle.NORMAL, true);
        }
    }

    /** Whether some font has this sign, so that it can be printed. */
    synchronized boolean has(int codePoint) {
        BitSet signs = covered;
        if (signs == null) {
            signs = new BitSet(CODE_POINTS);
            for (Font font : Font.values()) {
                signs.or(signs(font));
            }
            covered = signs;
        }
        return signs.get(codePoint);
    }

    private BitSet signs(Font font) {
        BitSet signs = new BitSet(CODE_POINTS);
        try (TrueTypeFont parsed = new TTFParser().parse(new RandomAccessReadBuffer(bytes(font)))) {
            CmapLookup table = parsed.getUnicodeCmapLookup();
            for (int c = 0x20; c < CODE_POINTS; c++) {
                if (table.getGlyphId(c) != 0) {
                    signs.set(c);
                }
            }
            return signs;
        } catch (IOException e) {
            throw new UncheckedIOException(font.resource, e);
        }
    }

    private synchronized byte[] bytes(Font font) {
        SoftReference<byte[]> kept = read.get(font);
        byte[] bytes = kept == null ? null : kept.get();
        if (bytes == null) {
            try (InputStream in = ReportFonts.class.getResourceAsStream(font.resource)) {
                if (in == null) {
                    throw new IllegalStateException("The desk was built without its font " + font.resource);
                }
                bytes = in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(font.resource, e);
            }
            read.put(font, new SoftReference<>(bytes));
        }
        return bytes;
    }
}
