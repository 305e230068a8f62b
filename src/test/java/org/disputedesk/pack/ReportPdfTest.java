package org.disputedesk.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** What a claims clerk reads, in five scripts. Each page was looked at; here stays what a machine can see. */
class ReportPdfTest {

    private static final ReportPdf REPORT = new ReportPdf(new ReportFonts(), new ReportWords());

    private static String printed(Dossier dossier) throws IOException {
        byte[] pdf = REPORT.of(dossier);
        Files.write(Path.of("target", "report-" + dossier.caseNumber() + "-" + dossier.language() + ".pdf"), pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    @Test
    void every_script_is_printed_with_its_own_signs() throws IOException {
        String text = printed(Dossiers.ofFiveScripts("en"));
        assertThat(text)
                .contains("髙﨑①㈱𠮷野", "Łódź", "Şişli", "İstanbul", "广州市", "page 1".isEmpty() ? "" : "D-2026-000123");
        assertThat(text).doesNotContain("#");
    }
}
