package org.disputedesk.look;

import java.security.Principal;
import java.util.List;
import org.disputedesk.look.Looks.Look;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The looks into Seller Central for scripts: when the last ones were, and that somebody has just looked (001-11). */
@RestController
@RequestMapping("/api/looks")
class LooksApi {

    private final Looks looks;

    LooksApi(Looks looks) {
        this.looks = looks;
    }

    /** @param items the marketplaces the shop sells at, those that have waited longest first */
    record Answer(List<Look> items) {

        /** Makes it unchangeable. */
        Answer {
            items = List.copyOf(items);
        }
    }

    /** @param marketplace whose Seller Central was looked into just now, such as JP */
    record NewLook(@Nullable String marketplace) {}

    @GetMapping
    Answer all() {
        return new Answer(looks.all());
    }

    @PostMapping
    ResponseEntity<Look> looked(@RequestBody NewLook told, Principal login) {
        return ResponseEntity.status(HttpStatus.CREATED).body(looks.looked(told.marketplace(), login.getName()));
    }
}
