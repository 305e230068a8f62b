package org.disputedesk.removal;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.dispute.Refusals;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.evidence.CaseTexts;
import org.disputedesk.lint.Finding;
import org.disputedesk.lint.LetterText;
import org.disputedesk.lint.Linter;
import org.disputedesk.lint.Reading;
import org.disputedesk.orders.Order;
import org.disputedesk.orders.OrderBook;
import org.disputedesk.policy.Guard;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Reads a reply that everybody will see: it keeps to the rules for letters, and names neither the order nor the buyer nor his
 * parcel (002-26).
 */
@Component
class PublicReply {

    static final String TEXT = "publicReply";
    static final String LETTER = "settle-feedback/public-reply";

    private static final Pattern ORDER_NUMBER = Pattern.compile("(?<!\\d)\\d{3}-?\\d{7}-?\\d{7}(?!\\d)");
    private static final Pattern BLANKS = Pattern.compile("[\\s\u3000]+");
    private static final Pattern LATIN = Pattern.compile("[\\p{IsLatin}'’.-]+");
    private static final int SHORTEST_NAME = 2;
    private static final int SHORTEST_PLACE = 5;

    private final CaseTexts texts;
    private final Linter linter;
    private final OrderBook orders;
    private final Guard guard;

    PublicReply(CaseTexts texts, Linter linter, OrderBook orders, Guard guard) {
        this.texts = texts;
        this.linter = linter;
        this.orders = orders;
        this.guard = guard;
    }

    /**
     * Lets the reply of a case pass.
     *
     * @param language the buyer's, ISO 639-1
     * @return the reply
     * @throws Rejected when it says nothing
     * @throws org.disputedesk.policy.Refused when it says what it may not
     */
    String pass(String caseNumber, String orderId, String language) {
        String reply = texts.find(caseNumber, TEXT).orElse("");
        if (Reading.isEmpty(reply)) {
            throw Rejected.because(TEXT, "required");
        }
        List<Finding> hard = linter.check(LetterText.of(language, null, reply)).stream()
                .filter(Finding::isHard)
                .toList();
        if (!hard.isEmpty()) {
            Finding first = hard.get(0);
            String told = linter.told(first, LocaleContextHolder.getLocale().getLanguage());
            throw guard.letter(
                    caseNumber, LETTER, first.rule().guard(), told, first.rule().id() + " in public reply");
        }
        if (namesSomebody(reply, orderId)) {
            throw guard.letter(
                    caseNumber,
                    LETTER,
                    "public-reply-names-nobody",
                    Refusals.said("replyNames"),
                    "order, buyer or parcel in public reply");
        }
        return reply;
    }

    private boolean namesSomebody(String reply, String orderId) {
        String read = Reading.of(reply).text();
        if (ORDER_NUMBER.matcher(read).find()) {
            return true;
        }
        String text = read.toLowerCase(Locale.ROOT);
        Optional<Order> order = OrderId.isOrderId(orderId) ? orders.find(new OrderId(orderId)) : Optional.empty();
        return order.stream().flatMap(PublicReply::telling).anyMatch(word -> stands(text, word));
    }

    /** What tells who the buyer is or which parcel was his. */
    private static Stream<String> telling(Order order) {
        Order.Address address = order.person().address();
        Stream<String> names = Stream.of(
                        order.person().buyerName(), order.person().recipientName())
                .filter(Objects::nonNull)
                .flatMap(name -> Stream.concat(Stream.of(name), BLANKS.splitAsStream(name)))
                .filter(name -> name.length() >= SHORTEST_NAME);
        Stream<String> places = Stream.concat(
                        Stream.of(address.line1(), address.line2(), address.line3(), address.postalCode()),
                        order.parcels().stream().map(Order.Parcel::trackingNumber))
                .filter(Objects::nonNull)
                .filter(place -> place.length() >= SHORTEST_PLACE);
        return Stream.concat(names, places).map(word -> Reading.of(word).text().toLowerCase(Locale.ROOT));
    }

    /** A name in Latin letters is a word of its own; others are written without blanks between them. */
    private static boolean stands(String text, String word) {
        if (!LATIN.matcher(word).matches()) {
            return BLANKS.matcher(text)
                    .replaceAll("")
                    .contains(BLANKS.matcher(word).replaceAll(""));
        }
        return Pattern.compile("(?<!\\p{L})" + Pattern.quote(word) + "(?!\\p{L})")
                .matcher(text)
                .find();
    }
}
