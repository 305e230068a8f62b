package org.disputedesk.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.disputedesk.desk.Labels;
import org.disputedesk.desk.PageNotices;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Short pages that say why there is nothing else to see. */
@Component
class Notices implements PageNotices {

    private static final Pattern EVIDENCE = Pattern.compile("(/cases/D-\\d{4}-\\d{6,9})/evidence");

    private final Templates templates;
    private final Words words;

    Notices(Templates templates, Words words) {
        this.templates = templates;
        this.words = words;
    }

    @Override
    public void logInFirst(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // the login is asked for before anything else has looked at the request's language
        String lang = Labels.staffLanguage(request.getLocale());
        // only a plain address is offered again
        String path = request.getRequestURI();
        String here =
                path.matches("/cases(/D-\\d{4}-\\d{6,9})?|/orders/\\d{3}-\\d{7}-\\d{7}|/letters(/[a-z0-9-]{1,80}){0,3}")
                        ? path
                        : "/cases";
        // the one web application that every group may open
        write(response, 401, model(words, lang, "logIn", words.of("logInHow", lang), here, "/camunda/app/welcome/"));
    }

    @Override
    public void notAllowed(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String lang = Labels.staffLanguage(request.getLocale());
        write(response, 403, model(words, lang, "notAllowed", words.of("notAllowedHow", lang), "/cases", ""));
    }

    @Override
    public void tooLarge(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(response, 413, ofCase(request, "filesTooLarge"));
    }

    @Override
    public void busy(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(response, 503, ofCase(request, "uploadsBusy"));
    }

    /** A notice from which one goes back to the case that was to get the files. */
    private Map<String, Object> ofCase(HttpServletRequest request, String title) {
        String lang = Labels.staffLanguage(request.getLocale());
        Matcher path = EVIDENCE.matcher(request.getRequestURI());
        Map<String, Object> model = model(words, lang, title, words.of(title + "How", lang), "/cases", "");
        if (path.matches()) {
            model.put("again", path.group(1));
            model.put("againName", words.of("backToCase", lang));
        }
        return model;
    }

    private void write(HttpServletResponse response, int status, Map<String, Object> model) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(templates.render("notice", model));
    }

    /**
     * The model of {@code pages/notice.html}.
     *
     * @param title the name of the words that head it
     * @param again where to look again
     * @param logIn where to log in; empty when that would not help
     */
    static Map<String, Object> model(Words words, String lang, String title, String text, String again, String logIn) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("lang", lang);
        model.put("w", words.in(lang));
        model.put("title", words.of(title, lang));
        model.put("text", text);
        model.put("again", again);
        model.put("againName", words.of(logIn.isEmpty() ? "cases" : "again", lang));
        model.put("logIn", logIn);
        return model;
    }
}
