package org.disputedesk.page;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.disputedesk.claim.Claims;
import org.disputedesk.desk.DisputeKinds;
import org.disputedesk.desk.OrderWords;
import org.disputedesk.dispute.CodeWords;
import org.disputedesk.dispute.DisputeFacts;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.ledger.Entry;
import org.disputedesk.ledger.Recoveries;
import org.disputedesk.ledger.Total;
import org.disputedesk.orders.Order;
import org.disputedesk.orders.Order.Money;
import org.disputedesk.overview.OrderOverview;
import org.disputedesk.overview.OrderOverview.CaseOf;
import org.disputedesk.overview.OrderOverview.LineMoney;
import org.disputedesk.overview.OrderOverview.Lock;
import org.disputedesk.overview.OrderOverview.Parcel;
import org.disputedesk.overview.OrderOverview.View;
import org.disputedesk.remedy.Remedies.Remedy;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The page of one order with all its cases, and the form by which leads book what came back (000-16, 001-15). */
@RestController
class OrderPages {

    private final OrderOverview overview;
    private final Recoveries recoveries;
    private final Upcoming upcoming;
    private final DisputeKinds kinds;
    private final CodeWords codes;
    private final Timeline timeline;
    private final Moments moments;
    private final Templates templates;
    private final Words words;

    OrderPages(
            OrderOverview overview,
            Recoveries recoveries,
            Upcoming upcoming,
            DisputeKinds kinds,
            CodeWords codes,
            Timeline timeline,
            Moments moments,
            Templates templates,
            Words words) {
        this.overview = overview;
        this.recoveries = recoveries;
        this.upcoming = upcoming;
        this.kinds = kinds;
        this.codes = codes;
        this.timeline = timeline;
        this.moments = moments;
        this.templates = templates;
        this.words = words;
    }

    private record CaseShown(
            String number,
            String kind,
            String link,
            String state,
            String outcome,
            String opened,
            String erased,
            List<String> links) {}

    private record ParcelShown(String number, String carrier, String state, String seen) {}

    private record LockShown(String name, String what, String number, String why, String rule, String source) {}

    private record RemedyShown(
            String type, String state, String amount, String number, String what, String who, String details) {}

    private record ClaimShown(String state, String number, String details) {}

    private record LineShown(String name, String paid, String refunded, String possible, String held) {}

    private record TotalShown(String seller, String amazon, String carrier, String buyer, String recoverable) {}

    private record EntryShown(
            String kind,
            String amount,
            String estimated,
            String payer,
            String number,
            String details,
            String chance,
            String note,
            String takeBack) {}

    private record Choice(String value, String name, boolean isChosen) {}

    @GetMapping(path = "/orders/{orderId}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> show(Authentication login, CsrfToken csrf, @PathVariable("orderId") String orderId) {
        return page(HttpStatus.OK, Viewer.of(login), csrf, orderId, "", Map.of());
    }

    /** Told with the token of the form, so that a second click books nothing. */
    @PostMapping(
            path = "/orders/{orderId}/recoveries",
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> book(
            Authentication login,
            CsrfToken csrf,
            @PathVariable("orderId") String orderId,
            @RequestParam MultiValueMap<String, String> form) {
        Viewer viewer = Viewer.of(login);
        Map<String, String> typed = form.toSingleValueMap();
        if (!OrderId.isOrderId(orderId)) {
            return nobodyKnows(viewer);
        }
        try {
            return recoveries
                    .book(
                            new OrderId(orderId),
                            new Recoveries.Booking(
                                    typed.get("caseNumber"),
                                    typed.get("reason"),
                                    typed.get("amount"),
                                    null,
                                    typed.get("reference"),
                                    typed.get("note")),
                            typed.get("token"))
                    .map(booked -> back(orderId))
                    .orElseGet(() -> nobodyKnows(viewer));
        } catch (Rejected e) {
            String error = e.errors().stream()
                    .map(wrong -> label(wrong.field(), viewer.language()) + ": " + wrong.message())
                    .collect(Collectors.joining(" "));
            return page(
                    HttpStatus.BAD_REQUEST,
                    viewer,
                    csrf,
                    orderId,
                    error.isEmpty() ? Objects.requireNonNullElse(e.getMessage(), "") : error,
                    typed);
        }
    }

    /** Takes a wrong booking back; of two at once one does, and the other is told. */
    @PostMapping(path = "/orders/{orderId}/recoveries/{id}/take-back", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> takeBack(
            Authentication login,
            CsrfToken csrf,
            @PathVariable("orderId") String orderId,
            @PathVariable("id") String id) {
        Viewer viewer = Viewer.of(login);
        if (!OrderId.isOrderId(orderId)) {
            return nobodyKnows(viewer);
        }
        return recoveries.takeBack(new OrderId(orderId), id)
                ? back(orderId)
                : page(
                        HttpStatus.CONFLICT,
                        viewer,
                        csrf,
                        orderId,
                        words.of("noSuchBooking", viewer.language()),
                        Map.of());
    }

    private static ResponseEntity<String> back(String orderId) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/orders/" + orderId + "#money"))
                .build();
    }

    private String label(String field, String lang) {
        return switch (field) {
            case "reason" -> words.of("recoveryReason", lang);
            case "caseNumber" -> words.of("case", lang);
            case "reference" -> words.of("recoveryReference", lang);
            case "note" -> words.of("recoveryNote", lang);
            default -> words.of("money", lang);
        };
    }

    private ResponseEntity<String> page(
            HttpStatus status, Viewer viewer, CsrfToken csrf, String orderId, String error, Map<String, String> typed) {
        return overview.of(orderId)
                .map(view -> html(
                        status,
                        templates.render("order", new Filling(view, viewer, csrf.getToken()).model(error, typed))))
                .orElseGet(() -> nobodyKnows(viewer));
    }

    private ResponseEntity<String> nobodyKnows(Viewer viewer) {
        String lang = viewer.language();
        return html(
                HttpStatus.NOT_FOUND,
                templates.render(
                        "notice",
                        Notices.model(words, lang, "orderUnknown", words.of("orderUnknownHow", lang), "/cases", "")));
    }

    private static ResponseEntity<String> html(HttpStatus status, String body) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(body);
    }

    private final class Filling {

        private final View view;
        private final Viewer viewer;
        private final String csrf;
        private final String lang;
        private final ZoneId zone;

        Filling(View view, Viewer viewer, String csrf) {
            this.view = view;
            this.viewer = viewer;
            this.csrf = csrf;
            this.lang = viewer.language();
            this.zone = view.marketplace().zone();
        }

        Map<String, Object> model(String error, Map<String, String> typed) {
            boolean isLead = viewer.mayConfirmLetters();
            Map<String, Object> model = new LinkedHashMap<>();
            model.put("lang", lang);
            model.put("w", words.in(lang));
            model.put("title", view.orderId());
            model.put("orderId", view.orderId());
            model.put("csrf", csrf);
            model.put("error", error);
            model.put("marketplace", "Amazon." + view.marketplace().topLevelDomain());
            model.put("sellerCentral", OrderWords.sellerCentral(view.marketplace(), view.orderId()));
            model.put("states", states());
            model.put("isLocked", !view.locks().isEmpty());
            model.put("cases", view.cases().stream().map(this::shown).toList());
            model.put("parcels", view.parcels().stream().map(this::shown).toList());
            model.put("locks", view.locks().stream().map(this::shown).toList());
            model.put("remedies", view.remedies().stream().map(this::shown).toList());
            model.put("claims", view.claims().stream().map(this::shown).toList());
            model.put("hasClaims", !view.claims().isEmpty());
            model.put("lines", view.lines().stream().map(this::shown).toList());
            List<Total> totals = Total.of(view.ledger());
            model.put("totals", totals.stream().map(this::shown).toList());
            model.put("hasTotals", !totals.isEmpty());
            Set<String> open = isLead ? new HashSet<>(recoveries.open(view.orderId())) : Set.of();
            model.put(
                    "entries",
                    view.ledger().stream().map(entry -> shown(entry, open)).toList());
            model.put("hasEntries", !view.ledger().isEmpty());
            model.put("mayBook", isLead && !view.cases().isEmpty());
            model.put(
                    "reasons",
                    Recoveries.Reason.byHand().stream()
                            .map(reason -> new Choice(
                                    reason.name(),
                                    words.of("booking." + reason.name(), lang),
                                    reason.name().equals(typed.get("reason"))))
                            .toList());
            model.put("amountLabel", words.of("recoveryAmount", lang, currency().getCurrencyCode()));
            model.put("amount", typed.getOrDefault("amount", ""));
            model.put("reference", typed.getOrDefault("reference", ""));
            model.put("note", typed.getOrDefault("note", ""));
            model.put("token", UUID.randomUUID().toString());
            return model;
        }

        private Currency currency() {
            return view.order()
                    .map(Order::total)
                    .map(Money::currency)
                    .orElse(view.marketplace().currency());
        }

        private List<String> states() {
            return view.order()
                    .map(order -> {
                        List<String> states = new ArrayList<>();
                        Order.Fulfilment fulfilment = order.fulfilment();
                        if (fulfilment != null) {
                            states.add(codes.of(DisputeFacts.FULFILMENT, fulfilment.name(), lang));
                        }
                        states.add(
                                codes.of(DisputeFacts.ORDER_STATE, order.state().name(), lang));
                        states.add(codes.of(
                                DisputeFacts.PAYMENT_STATE, order.paymentState().name(), lang));
                        return states;
                    })
                    .orElse(List.of(words.of("unknownOrder", lang)));
        }

        private CaseShown shown(CaseOf one) {
            String end = one.outcome();
            Instant erased = one.erasedAt();
            return new CaseShown(
                    one.caseNumber(),
                    words.step(upcoming.kind(one.kind()), lang),
                    "/cases/" + one.caseNumber(),
                    words.of(one.isOpen() ? "open" : "closed", lang),
                    end == null || one.isOpen()
                            ? ""
                            : end.equals("CANCELLED")
                                    ? words.of("cancelled", lang)
                                    : words.step(upcoming.outcome(one.kind(), end), lang),
                    words.of("openedAt", lang) + " " + local(one.openedAt()),
                    erased == null ? "" : words.of("erased", lang, local(erased)),
                    one.links().stream()
                            .map(other -> other.caseNumber() + " " + kinds.name(other.kind(), lang) + ": "
                                    + words.of("linked." + other.how(), lang))
                            .toList());
        }

        private ParcelShown shown(Parcel parcel) {
            String state = parcel.state();
            Instant seen = parcel.seenAt();
            return new ParcelShown(
                    parcel.trackingNumber(),
                    Objects.requireNonNullElse(parcel.carrier(), ""),
                    state == null ? "" : codes.of(DisputeFacts.DELIVERY_STATE, state, lang),
                    seen == null ? "" : words.of("seenAt", lang, local(seen)));
        }

        private LockShown shown(Lock lock) {
            String what = switch (lock.kind()) {
                case "LINE_HELD" -> joined(codes.of(DisputeFacts.REMEDY, lock.detail(), lang), line(lock.line()));
                case "PAYMENT" -> codes.of(DisputeFacts.PAYMENT_STATE, lock.detail(), lang);
                case "AMAZON_SERVES" -> codes.of(DisputeFacts.FULFILMENT, lock.detail(), lang);
                case "RECORDS_HELD" -> words.find("hold." + lock.detail(), lang).orElse(lock.detail());
                default -> "";
            };
            return new LockShown(
                    words.of("lock." + lock.kind(), lang),
                    what,
                    lock.caseNumber(),
                    lock.rule().said(lang, ""),
                    lock.rule().id(),
                    lock.rule().source());
        }

        private String line(String key) {
            return key.isEmpty()
                    ? words.of("wholeOrder", lang)
                    : view.order().map(order -> OrderWords.line(order, key)).orElse(key);
        }

        private RemedyShown shown(Remedy remedy) {
            boolean isInquiry = remedy.type().equals("CARRIER_INQUIRY");
            String amount = "";
            if (remedy.amount() != null && remedy.currency() != null) {
                amount = money(new Money(remedy.amount(), Currency.getInstance(remedy.currency())));
            } else if (remedy.decided() != null) {
                amount = money(remedy.decided());
            }
            String answer = remedy.answer();
            return new RemedyShown(
                    codes.of(DisputeFacts.REMEDY, remedy.type(), lang),
                    codes.of(DisputeFacts.REMEDY_STATE, remedy.state().name(), lang),
                    amount,
                    remedy.caseNumber(),
                    joined(
                            isInquiry ? null : line(remedy.line()),
                            remedy.deduction() == null
                                    ? null
                                    : codes.of(DisputeFacts.DEDUCTION_REASON, remedy.deduction(), lang),
                            answer == null ? null : codes.of(DisputeFacts.CARRIER_ANSWER, answer, lang)),
                    joined(
                            words.of("decidedBy", lang, who(remedy.decidedBy())),
                            remedy.approvedBy() == null
                                    ? remedy.secondPerson()
                                                    && remedy.state().name().equals("DECIDED")
                                            ? words.of("approvalMissing", lang)
                                            : null
                                    : words.of("approvedBy", lang, who(remedy.approvedBy())),
                            remedy.doneBy() == null ? null : words.of("doneBy", lang, who(remedy.doneBy()))),
                    joined(
                            remedy.reference(),
                            remedy.expectedOn() == null ? null : words.of("expected", lang, remedy.expectedOn())));
        }

        private String who(String user) {
            return user.equals("desk") ? timeline.actor("desk", lang) : user;
        }

        private ClaimShown shown(Claims.Claim claim) {
            Instant decided = claim.decidedAt();
            return new ClaimShown(
                    codes.of(DisputeFacts.CLAIM_STATE, claim.state(), lang),
                    claim.caseNumber(),
                    joined(
                            claim.reference(),
                            words.of("filed", lang, local(claim.filedAt())),
                            decided == null ? null : words.of("decided", lang, local(decided))));
        }

        private LineShown shown(LineMoney line) {
            Remedy held = line.heldBy();
            return new LineShown(
                    line(line.key()),
                    known(line.paid()),
                    known(line.refunded()),
                    known(line.possible()),
                    held == null
                            ? ""
                            : codes.of(DisputeFacts.REMEDY, held.type(), lang) + " "
                                    + codes.of(
                                            DisputeFacts.REMEDY_STATE,
                                            held.state().name(),
                                            lang));
        }

        private TotalShown shown(Total total) {
            Money buyer = new Money(
                    total.recoveredFromBuyer()
                            .amount()
                            .add(total.withheldFromBuyer().amount()),
                    total.currency());
            Money amazon = new Money(
                    total.paidByAmazon()
                            .amount()
                            .add(total.recoveredFromAmazon().amount()),
                    total.currency());
            return new TotalShown(
                    money(total.loss()),
                    money(amazon),
                    money(total.recoveredFromCarrier()),
                    money(buyer),
                    money(total.recoverable()));
        }

        private EntryShown shown(Entry entry, Set<String> open) {
            boolean isRecovery = entry.kind() == Entry.Kind.RECOVERY;
            String reference = entry.reference();
            String code = reference.contains(" ") ? reference.substring(0, reference.indexOf(' ')) : reference;
            String said = isRecovery
                    ? joined(
                            words.find("booking." + code, lang).orElse(code),
                            reference.substring(code.length()).strip())
                    : entry.kind() == Entry.Kind.GOODS
                            ? codes.of(DisputeFacts.GOODS_CONDITION, reference, lang)
                            : reference;
            Money withheld = entry.withheld();
            return new EntryShown(
                    words.of("entry." + entry.kind(), lang),
                    known(entry.amount()),
                    entry.estimated() ? words.of("estimated", lang) : "",
                    words.of("bearer." + entry.bearer(), lang),
                    entry.caseNumber(),
                    joined(
                            local(entry.at()),
                            said,
                            entry.cause() == null ? null : codes.of(DisputeFacts.CAUSE_CODE, entry.cause(), lang),
                            withheld == null ? null : words.of("withheld", lang, money(withheld))),
                    chance(entry.chance()),
                    isRecovery && viewer.worksOnCases()
                            ? recoveries.note(entry.caseNumber(), entry.id()).orElse("")
                            : "",
                    open.contains(entry.id())
                            ? "/orders/" + view.orderId() + "/recoveries/" + entry.id() + "/take-back"
                            : "");
        }

        private String chance(Entry.@Nullable Chance chance) {
            if (chance == null) {
                return "";
            }
            String how = words.of("chance." + chance.how(), lang);
            Instant until = chance.until();
            return until == null
                    ? how
                    : words.of(chance.isOver() ? "chanceOver" : "chanceUntil", lang, how, local(until));
        }

        private String known(@Nullable Money money) {
            return money == null ? words.of("notKnown", lang) : money(money);
        }

        private String money(Money money) {
            return OrderWords.amount(money, lang);
        }

        private String local(Instant at) {
            return moments.of(at, zone, lang).local();
        }

        private static String joined(@Nullable String... parts) {
            return Stream.of(parts)
                    .filter(part -> part != null && !part.isBlank())
                    .collect(Collectors.joining(" · "));
        }
    }
}
