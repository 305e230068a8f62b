package org.disputedesk.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** What a claims clerk reads, in five scripts. Each page was looked at; here stays what a machine can see. */
class ReportPdfTest {

    private static final ReportPdf REPORT = new ReportPdf(new ReportFonts(), new ReportWords());

    private static String printed(Dossier dossier) throws IOException {
        byte[] pdf = REPORT.of(dossier);
        Files.write(Path.of("target", "report-" + dossier.language() + ".pdf"), pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return withoutBlanks(new PDFTextStripper().getText(document));
        }
    }

    /** Where lines end is the layout's affair. */
    private static String withoutBlanks(String text) {
        return text.replaceAll("\\s+", "");
    }

    @Test
    void every_script_is_printed_with_its_own_signs() throws IOException {
        String text = printed(Dossiers.ofFiveScripts("en"));
        assertThat(text)
                .contains("髙﨑①㈱の𠮷野です", "广州市", "Źdźbło", "Zażółćgęśląjaźń", "ŞükrüIşık", "İstanbul", "1.299₺")
                .contains(withoutBlanks("عبد الله الخوري"))
                .doesNotContain("#", "[U+20BB7]");
    }

    /** The reference validator reads the file as an archive would, and as a screen reader's maker would. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "ja", "zh"})
    void it_is_pdf_a_2a_and_pdf_ua_1_as_it_claims(String language) throws Exception {
        byte[] pdf = REPORT.of(Dossiers.ofFiveScripts(language));
        VeraGreenfieldFoundryProvider.initialise();
        for (PDFAFlavour flavour : List.of(PDFAFlavour.PDFA_2_A, PDFAFlavour.PDFUA_1)) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
                    PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                ValidationResult result = validator.validate(parser);
                assertThat(result.getTestAssertions())
                        .extracting(assertion -> assertion.getRuleId() + " " + assertion.getMessage())
                        .as(flavour + " in " + language)
                        .isEmpty();
                assertThat(result.isCompliant()).isTrue();
                assertThat(result.getTotalAssertions()).isGreaterThan(1000);
            }
        }
    }

    @Test
    void what_has_no_preview_says_so_and_the_carriers_words_stand_by_the_delivery() throws IOException {
        assertThat(printed(Dossiers.ofFiveScripts("ja")))
                .contains("配送会社の表示・回答（原文）お荷物のお届けが完了しました宅配ボックスに投函<担当山本>")
                .contains("IMG_0042.HEIC", "この形式の画像は印刷できません");
        assertThat(printed(Dossiers.ofFiveScripts("zh"))).contains("此格式的图片无法在此打印");
    }

    @Test
    void labels_are_those_of_the_language_asked_for() throws IOException {
        assertThat(printed(Dossiers.ofFiveScripts("ja"))).contains("事実関係", "やり取りの全文", "検証方法");
        assertThat(printed(Dossiers.ofFiveScripts("zh"))).contains("基本事实", "往来信息全文", "验证方法");
    }

    @Test
    void every_letter_has_a_name_in_every_language() throws IOException {
        ReportWords words = new ReportWords();
        List<Path> letters;
        try (var files = Files.walk(Path.of("src/main/resources/letters"))) {
            letters = files.filter(file ->
                            file.toString().endsWith(".en.txt") && !file.endsWith("suspected-fraud/report.en.txt"))
                    .toList();
        }
        assertThat(letters).hasSizeGreaterThan(20);
        for (Path letter : letters) {
            String name = letter.getFileName().toString().replace(".en.txt", "");
            for (String language : List.of("en", "ja", "zh")) {
                assertThat(words.letter("room/" + name, language)).isNotEqualTo(name);
            }
        }
    }

    @Test
    void what_strangers_wrote_stays_text_and_hides_nothing() throws IOException {
        String text = printed(Dossiers.ofFiveScripts("en"));
        assertThat(text)
                .contains("<script>alert('x')</script>&amp;<imgsrc=\"http://evil.example/x.png\">")
                .contains("[U+202E]gnp.exe[U+202C]", "[U+0007]", "[grinningface]");
        String twentyThousand = "Ünïcödé 荷物 👾 " + "w".repeat(1000) + "\n";
        assertThat(printed(Dossiers.withMessage(twentyThousand.repeat(20)))).contains("[alienmonster]");
    }

    /** Between Arabic words the groups of an order number would stand in the opposite order. */
    @Test
    void an_order_number_in_an_arabic_letter_runs_from_left_to_right() throws IOException {
        String letter = "راجعنا طلبكم رقم \u200e503-7654321-1112223\u200e. الحالة الحالية: تم التسليم.";
        try (PDDocument document = Loader.loadPDF(REPORT.of(Dossiers.withMessage(letter)))) {
            List<TextPosition> digits = new ArrayList<>();
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition sign) {
                    if (sign.getUnicode().matches("[\\d-]") && sign.getPageWidth() > sign.getX()) {
                        digits.add(sign);
                    }
                }
            }.getText(document);
            String line = digits.stream()
                    .collect(Collectors.groupingBy(
                            sign -> Math.round(sign.getY()),
                            TreeMap::new,
                            Collectors.collectingAndThen(
                                    Collectors.toList(),
                                    signs -> signs.stream()
                                            .sorted(Comparator.comparing(TextPosition::getX))
                                            .map(TextPosition::getUnicode)
                                            .collect(Collectors.joining()))))
                    .values()
                    .stream()
                    .filter(signs -> signs.contains("7654321"))
                    .collect(Collectors.joining());
            assertThat(line).contains("503-7654321-1112223");
        }
        assertThat(printed(Dossiers.withMessage(letter))).doesNotContain("[U+200E]");
    }

    @Test
    void every_page_has_the_case_number_and_its_own_and_all_fonts_are_embedded() throws IOException {
        try (PDDocument document = Loader.loadPDF(REPORT.of(Dossiers.ofFiveScripts("en")))) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isBetween(3, 6);
            for (int page = 1; page <= pages; page++) {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                assertThat(stripper.getText(document)).contains("Case D-2026-000123", "Page " + page + " / " + pages);
                var resources = document.getPage(page - 1).getResources();
                for (var name : resources.getFontNames()) {
                    PDFont font = Objects.requireNonNull(resources.getFont(name));
                    assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                }
            }
            assertThat(document.getDocumentInformation().getTitle()).contains("D-2026-000123");
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(List.of(document.getDocumentCatalog().getOutputIntents()))
                    .isNotEmpty();
        }
    }
}
