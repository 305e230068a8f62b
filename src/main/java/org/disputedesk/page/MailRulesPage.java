package org.disputedesk.page;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.disputedesk.desk.DisputeKinds;
import org.disputedesk.dispute.CodeWords;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.mail.OwnRules;
import org.disputedesk.mail.OwnRules.Remembered;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What staff decided of mails for good, for leads to see and take back (004-15). */
@RestController
class MailRulesPage {

    private static final String HERE = "/cases/mail-rules";

    private final OwnRules rules;
    private final CodeWords codes;
    private final DisputeKinds kinds;
    private final Moments moments;
    private final Templates templates;
    private final Words words;

    MailRulesPage(
            OwnRules rules, CodeWords codes, DisputeKinds kinds, Moments moments, Templates templates, Words words) {
        this.rules = rules;
        this.codes = codes;
        this.kinds = kinds;
        this.moments = moments;
        this.templates = templates;
        this.words = words;
    }

    private record RuleShown(String what, String by, Moments.Shown at, String number, String link, String forget) {}

    @GetMapping(path = HERE, produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> list(Authentication login, CsrfToken csrf) {
        String lang = Viewer.of(login).language();
        List<RuleShown> shown =
                rules.all().stream().map(rule -> shown(rule, lang)).toList();
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("lang", lang);
        model.put("w", words.in(lang));
        model.put("title", words.of("mailRules", lang));
        model.put("csrf", csrf.getToken());
        model.put("rules", shown);
        return html(HttpStatus.OK, templates.render("mail-rules", model));
    }

    private RuleShown shown(Remembered rule, String lang) {
        String placement = codes.of(DisputeFacts.PLACEMENT, rule.placement(), lang);
        return new RuleShown(
                rule.dispute().isEmpty() ? placement : placement + " · " + kinds.name(rule.dispute(), lang),
                words.of("addedBy", lang, rule.madeBy()),
                moments.of(rule.madeAt(), Marketplace.of(rule.marketplace()).zone(), lang),
                rule.caseNumber(),
                "/cases/" + rule.caseNumber(),
                HERE + "/" + rule.id() + "/forget");
    }

    /** Takes a rule back; one that is there no more leads back to the list as well. */
    @PostMapping(path = HERE + "/{rule}/forget", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<Void> forget(@PathVariable("rule") String rule) {
        rules.forget(rule);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(HERE))
                .build();
    }

    private static ResponseEntity<String> html(HttpStatus status, String body) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(body);
    }
}
