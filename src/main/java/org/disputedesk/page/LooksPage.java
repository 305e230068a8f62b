package org.disputedesk.page;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.disputedesk.desk.OrderWords;
import org.disputedesk.look.Looks;
import org.disputedesk.look.Looks.Look;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where staff see when Seller Central was last looked into, go there, and say that they have looked (001-11). */
@RestController
class LooksPage {

    private static final String HERE = "/cases/looks";

    private final Looks looks;
    private final Moments moments;
    private final Templates templates;
    private final Words words;

    LooksPage(Looks looks, Moments moments, Templates templates, Words words) {
        this.looks = looks;
        this.moments = moments;
        this.templates = templates;
        this.words = words;
    }

    private record LookShown(
            String marketplace,
            String link,
            @Nullable String by,
            Moments.@Nullable Shown at,
            Moments.@Nullable Shown due,
            String action) {}

    @GetMapping(path = HERE, produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> list(Authentication login, CsrfToken csrf) {
        Viewer viewer = Viewer.of(login);
        String lang = viewer.language();
        List<LookShown> shown =
                looks.all().stream().map(look -> shown(look, lang)).toList();
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("lang", lang);
        model.put("w", words.in(lang));
        model.put("title", words.of("looks", lang));
        model.put("csrf", csrf.getToken());
        model.put("mayTell", viewer.worksOnCases());
        model.put("looks", shown);
        return ResponseEntity.status(HttpStatus.OK)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(templates.render("looks", model));
    }

    private LookShown shown(Look look, String lang) {
        Instant lookedAt = look.lookedAt();
        return new LookShown(
                look.marketplace().name(),
                OrderWords.sellerCentralMessages(look.marketplace()),
                look.lookedBy() == null ? null : words.of("lookedBy", lang, look.lookedBy()),
                lookedAt == null
                        ? null
                        : moments.of(lookedAt, look.marketplace().zone(), lang),
                lookedAt == null
                        ? null
                        : moments.of(look.dueAt(), look.marketplace().zone(), lang),
                HERE + "/" + look.marketplace());
    }

    /** Somebody says that he has just looked. */
    @PostMapping(path = HERE + "/{marketplace}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<Void> looked(Authentication login, @PathVariable("marketplace") String marketplace) {
        looks.looked(marketplace, login.getName());
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(HERE))
                .build();
    }
}
