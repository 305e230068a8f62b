package org.disputedesk.page;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.disputedesk.desk.Labels;
import org.disputedesk.terms.PublishedTerms;
import org.disputedesk.terms.Terms;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The cancellation policy of the shop, for everybody to read: it knows nothing of any case or buyer (001-17). */
@RestController
class TermsPage {

    private static final String ADDRESS = "/policy/cancellation";
    private static final List<String> LANGUAGES = List.of("en", "ja", "zh");

    private final PublishedTerms terms;
    private final Templates templates;
    private final Words words;

    TermsPage(PublishedTerms terms, Templates templates, Words words) {
        this.terms = terms;
        this.templates = templates;
        this.words = words;
    }

    private record LanguageShown(String code, String name, String address) {}

    @GetMapping(path = ADDRESS, produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> cancellation(
            @RequestParam(name = "lang", defaultValue = "") String asked,
            @RequestParam(name = "version", defaultValue = "") String version,
            Locale locale) {
        String browser = Labels.staffLanguage(locale);
        String wanted = asked.matches("[a-z]{2}") ? asked : browser;
        String around = LANGUAGES.contains(wanted) ? wanted : browser;
        Optional<Terms> current = terms.current(PublishedTerms.CANCELLATION, wanted);
        Optional<Terms> shown =
                version.isEmpty() ? current : terms.version(PublishedTerms.CANCELLATION, wanted, version);
        if (shown.isEmpty()) {
            return html(
                    HttpStatus.NOT_FOUND,
                    templates.render(
                            "notice",
                            Notices.model(
                                    words,
                                    around,
                                    "termsUnknown",
                                    words.of("termsUnknownHow", around),
                                    ADDRESS + "?lang=" + around,
                                    "")));
        }
        Terms text = shown.get();
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("lang", text.language());
        model.put("w", words.in(around));
        model.put(
                "title",
                words.of("terms.cancellation", LANGUAGES.contains(text.language()) ? text.language() : around));
        model.put("version", words.of("termsVersion", around, text.version()));
        model.put(
                "earlier",
                current.filter(now -> now.version().equals(text.version())).isEmpty());
        model.put("now", ADDRESS + "?lang=" + text.language());
        model.put(
                "paragraphs",
                Arrays.stream(text.policy().split("\\n\\s*\\n"))
                        .map(String::strip)
                        .toList());
        model.put(
                "languages",
                LANGUAGES.stream()
                        .filter(code -> !code.equals(text.language()))
                        .map(code -> new LanguageShown(
                                code,
                                Locale.forLanguageTag(code).getDisplayLanguage(Locale.forLanguageTag(code)),
                                ADDRESS + "?lang=" + code))
                        .toList());
        return html(HttpStatus.OK, templates.render("terms", model));
    }

    private static ResponseEntity<String> html(HttpStatus status, String page) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, java.nio.charset.StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noCache())
                .body(page);
    }
}
