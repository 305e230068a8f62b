package org.disputedesk.orders;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.orders.Order.Address;
import org.disputedesk.orders.Order.Dates;
import org.disputedesk.orders.Order.Fulfilment;
import org.disputedesk.orders.Order.Line;
import org.disputedesk.orders.Order.Money;
import org.disputedesk.orders.Order.Parcel;
import org.disputedesk.orders.Order.PaymentState;
import org.disputedesk.orders.Order.Person;
import org.disputedesk.orders.Order.Source;
import org.disputedesk.orders.Order.State;
import org.jspecify.annotations.Nullable;

/**
 * One order report as downloaded from Seller Central, read line by line. Which report it is tells its header, in any
 * order of columns; columns the desk has no use for are ignored. A line that cannot be understood is answered with the
 * reason, which names columns but never repeats their content, since that may be a buyer's name or address.
 */
final class AmazonReport implements AutoCloseable {

    /** The kinds of report that are told apart by what only they have. */
    enum Kind {
        ALL_ORDERS("GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL", "order-status", "purchase-date"),
        FBA_SHIPMENTS("GET_AMAZON_FULFILLED_SHIPMENTS_DATA_GENERAL", "shipment-id", "quantity-shipped"),
        UNSHIPPED("GET_FLAT_FILE_ACTIONABLE_ORDER_DATA_SHIPPING", "order-item-id", "quantity-to-ship"),
        ORDERS("GET_FLAT_FILE_ORDER_REPORT_DATA_SHIPPING", "order-item-id", "quantity"),
        RETURNS("GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE", "return-date", "return-request-status"),
        FBA_RETURNS("GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA", "return-date");

        private final String reportType;
        private final Set<String> marks;

        Kind(String reportType, String... marks) {
            this.reportType = reportType;
            this.marks = Set.of(marks);
        }

        /** Amazon's name of the report. */
        String reportType() {
            return reportType;
        }

        private static Optional<Kind> of(Set<String> columns) {
            return columns.contains("order-id")
                    ? Stream.of(values())
                            .filter(kind -> columns.containsAll(kind.marks))
                            .findFirst()
                    : Optional.empty();
        }
    }

    /** What one line of the report says. */
    sealed interface Entry {
        /** The number of the line in the file, the header being the first. */
        long line();

        /** The order as this line alone tells it. */
        record Told(long line, Order order) implements Entry {}

        /** A line that was not understood. */
        record Faulty(long line, String reason) implements Entry {}
    }

    // a quotation mark is just a character in these reports, never the beginning of quoted text
    private static final CSVFormat TAB_SEPARATED = CSVFormat.Builder.create()
            .setDelimiter('\t')
            .setQuote(null)
            .setRecordSeparator('\n')
            .setIgnoreEmptyLines(true)
            .get();

    private static final Map<String, String> COLUMN_OF_HEADER = columnsOfHeaders();
    private static final int LONGEST_TEXT = 1000;
    private static final int LONGEST_CODE = 200;

    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
    private static final Pattern DATE_WITH_ZONE_NAME =
            Pattern.compile("(\\d{4})[/-](\\d{2})[/-](\\d{2})[ T](\\d{2}:\\d{2}:\\d{2})\\s*([A-Z]{1,4})");
    // abbreviations mean different zones to different people; these are what they mean on Amazon's marketplaces
    private static final Map<String, ZoneOffset> ZONES = Map.ofEntries(
            Map.entry("Z", ZoneOffset.UTC),
            Map.entry("UTC", ZoneOffset.UTC),
            Map.entry("GMT", ZoneOffset.UTC),
            Map.entry("BST", ZoneOffset.ofHours(1)),
            Map.entry("CET", ZoneOffset.ofHours(1)),
            Map.entry("CEST", ZoneOffset.ofHours(2)),
            Map.entry("MET", ZoneOffset.ofHours(1)),
            Map.entry("MEST", ZoneOffset.ofHours(2)),
            Map.entry("JST", ZoneOffset.ofHours(9)),
            Map.entry("AEST", ZoneOffset.ofHours(10)),
            Map.entry("AEDT", ZoneOffset.ofHours(11)),
            Map.entry("EST", ZoneOffset.ofHours(-5)),
            Map.entry("EDT", ZoneOffset.ofHours(-4)),
            Map.entry("PST", ZoneOffset.ofHours(-8)),
            Map.entry("PDT", ZoneOffset.ofHours(-7)));

    // elsewhere the prices of the reports contain the tax
    private static final Set<Marketplace> TAX_COMES_ON_TOP = EnumSet.of(Marketplace.US, Marketplace.CA);

    private final @Nullable Marketplace given;
    private final Kind kind;
    private final Charset charset;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final Map<String, Integer> columns;
    private final int width;
    private final LinesOfOneOrder linesOfOneOrder = new LinesOfOneOrder();

    private AmazonReport(
            @Nullable Marketplace given,
            Kind kind,
            Charset charset,
            CSVParser parser,
            Iterator<CSVRecord> records,
            Header header) {
        this.given = given;
        this.kind = kind;
        this.charset = charset;
        this.parser = parser;
        this.records = records;
        this.columns = header.columns;
        this.width = header.width;
    }

    /**
     * Opens a report.
     *
     * @param marketplace the marketplace it is of, or null when each line tells it
     * @throws Rejected when the file is not an order report, with what to do
     */
    static AmazonReport open(Path file, @Nullable Marketplace marketplace) throws IOException {
        Optional<Header> lastSeen = Optional.empty();
        for (Charset charset : ReportText.charsets(file, marketplace)) {
            CSVParser parser = CSVParser.builder()
                    .setReader(ReportText.read(file, charset))
                    .setFormat(TAB_SEPARATED)
                    .get();
            try {
                Iterator<CSVRecord> records = parser.iterator();
                lastSeen = records.hasNext() ? Optional.of(Header.of(records.next())) : Optional.empty();
                Optional<Kind> kind = lastSeen.flatMap(header -> Kind.of(header.columns.keySet()));
                if (kind.isPresent()) {
                    refuseUnsupported(kind.get());
                    return new AmazonReport(marketplace, kind.get(), charset, parser, records, lastSeen.orElseThrow());
                }
                parser.close();
            } catch (RuntimeException | IOException e) {
                parser.close();
                throw e;
            }
        }
        throw notAReport(lastSeen);
    }

    Kind kind() {
        return kind;
    }

    Charset charset() {
        return charset;
    }

    /** The next line that is not empty, or null at the end. */
    @Nullable
    Entry next() throws IOException {
        try {
            while (records.hasNext()) {
                CSVRecord line = records.next();
                if (!isBlank(line)) {
                    return read(parser.getCurrentLineNumber(), line);
                }
            }
            return null;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private Entry read(long number, CSVRecord line) {
        try {
            refuseDamaged(line);
            return new Entry.Told(number, order(new Cells(columns, line)));
        } catch (Rejected e) {
            return new Entry.Faulty(number, String.valueOf(e.getMessage()));
        }
    }

    private void refuseDamaged(CSVRecord line) {
        if (line.stream().mapToInt(String::length).sum() + line.size() > ReportText.LONGEST_LINE) {
            throw new Rejected("The line is longer than any order line can be. The file is damaged here.");
        }
        if (line.stream().anyMatch(cell -> cell.indexOf(ReportText.CUT_OFF) >= 0)) {
            throw new Rejected("The line contains NUL characters. The file is damaged here; download it again.");
        }
        boolean surplusIsEmpty =
                line.stream().skip(width).allMatch(cell -> cell.strip().isEmpty());
        if (line.size() < width || !surplusIsEmpty) {
            throw new Rejected("The line has " + line.size() + " columns and the header " + width
                    + ". A tab or a line break inside a text has broken it; enter this order by hand.");
        }
    }

    private void refuseUnreadable(CSVRecord line) {
        if (line.stream().anyMatch(cell -> cell.indexOf(ReportText.UNREADABLE) >= 0)) {
            throw new Rejected("The line contains characters that are not valid " + charset.name()
                    + ", the encoding of the rest of the file.");
        }
    }

    private Order order(Cells cells) {
        OrderId id = new OrderId(cells.required("order-id"));
        String channel = Optional.ofNullable(cells.text("sales-channel")).orElse("");
        Marketplace marketplace = marketplace(channel);
        // only now: under a wrong marketplace the text is read wrongly, and that is the reason to name
        refuseUnreadable(cells.line);
        State state = state(cells);
        Line line = linesOfOneOrder.next(id, line(cells, marketplace), cells.text("order-item-id"), kind);
        List<Line> lines = List.of(line);
        return new Order(
                id,
                marketplace,
                state,
                paymentState(cells, state),
                fulfilment(cells, channel),
                dates(cells),
                cells.code("ship-service-level"),
                Order.totalOf(lines),
                person(cells),
                lines,
                parcels(cells),
                new Source(kind.reportType(), asOf(cells), null));
    }

    private Marketplace marketplace(String channel) {
        Optional<Marketplace> told = Marketplace.ofSalesChannel(channel).or(() -> ofForeignChannel(channel));
        if (given == null) {
            return told.orElseThrow(() -> new Rejected("The line does not tell its marketplace (sales-channel)."
                    + " Name the marketplace when importing this report."));
        }
        if (told.isPresent() && told.get() != given) {
            throw new Rejected("The order is of marketplace " + told.get() + " by its sales-channel, but the report was"
                    + " imported as " + given + ".");
        }
        return given;
    }

    /** Orders Amazon ships for another shop are marked "Non-Amazon JP". */
    private static Optional<Marketplace> ofForeignChannel(String channel) {
        return isForeign(channel) ? Marketplace.find(channel.substring("non-amazon".length())) : Optional.empty();
    }

    private static boolean isForeign(String channel) {
        return channel.toLowerCase(Locale.ROOT).startsWith("non-amazon");
    }

    private State state(Cells cells) {
        return switch (kind) {
            case ALL_ORDERS ->
                stateOf(Optional.ofNullable(cells.text("order-status")).orElse(""));
            case FBA_SHIPMENTS -> State.SHIPPED;
            case UNSHIPPED -> {
                Long shipped = cells.count("quantity-shipped");
                yield shipped != null && shipped > 0 ? State.PARTIALLY_SHIPPED : State.UNSHIPPED;
            }
            case ORDERS, RETURNS, FBA_RETURNS -> State.UNKNOWN;
        };
    }

    /** Amazon adds what the carrier says, as in "Shipped - Lost in Transit"; that is tracking's to tell. */
    private static State stateOf(String word) {
        String plain = word.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "");
        if (plain.startsWith("pendingwaitingforpickup")) {
            // paid and packed, waiting for Amazon's driver
            return State.UNSHIPPED;
        }
        if (plain.startsWith("pending") || plain.startsWith("保留")) {
            return State.PENDING;
        }
        if (plain.startsWith("partiallyshipped") || plain.startsWith("一部出荷") || plain.startsWith("一部発送")) {
            return State.PARTIALLY_SHIPPED;
        }
        if (plain.startsWith("unshipped")
                || plain.equals("shipping")
                || plain.equals("invoiceunconfirmed")
                || plain.startsWith("未出荷")
                || plain.startsWith("未発送")) {
            return State.UNSHIPPED;
        }
        if (plain.startsWith("shipped") || plain.startsWith("出荷済") || plain.startsWith("発送済")) {
            return State.SHIPPED;
        }
        if (plain.startsWith("cancel") || plain.startsWith("キャンセル")) {
            return State.CANCELLED;
        }
        return State.UNKNOWN;
    }

    private static PaymentState paymentState(Cells cells, State state) {
        return switch (state) {
            case PENDING -> PaymentState.PENDING;
            case UNSHIPPED, PARTIALLY_SHIPPED, SHIPPED -> PaymentState.PAID;
            // a cancelled order was charged or not, and the report does not say which
            case CANCELLED, UNKNOWN ->
                cells.instant("payments-date") == null ? PaymentState.UNKNOWN : PaymentState.PAID;
        };
    }

    private @Nullable Fulfilment fulfilment(Cells cells, String salesChannel) {
        String channel = Optional.ofNullable(cells.text("fulfillment-channel"))
                .orElse("")
                .toLowerCase(Locale.ROOT);
        boolean byAmazon = channel.startsWith("amazon") || channel.startsWith("afn");
        boolean byMerchant = channel.startsWith("merchant") || channel.startsWith("mfn") || channel.equals("出品者");
        if (!byAmazon && !byMerchant) {
            byAmazon = kind == Kind.FBA_SHIPMENTS;
            // these two list only what the merchant ships
            byMerchant = kind == Kind.UNSHIPPED || kind == Kind.ORDERS;
        }
        if (byAmazon) {
            return isForeign(salesChannel) ? Fulfilment.MCF : Fulfilment.FBA;
        }
        if (byMerchant) {
            return "true".equalsIgnoreCase(cells.text("is-prime")) ? Fulfilment.SFP : Fulfilment.FBM;
        }
        return null;
    }

    private static Dates dates(Cells cells) {
        Instant latestShipAt = cells.instant("latest-ship-date");
        return new Dates(
                cells.instant("purchase-date"),
                cells.instant("payments-date"),
                cells.instant("earliest-ship-date"),
                latestShipAt == null ? cells.instant("promise-date") : latestShipAt,
                cells.instant("earliest-delivery-date"),
                cells.instant("latest-delivery-date"));
    }

    private static @Nullable Instant asOf(Cells cells) {
        Instant updated = cells.instant("last-updated-date");
        return updated == null ? cells.instant("reporting-date") : updated;
    }

    private static Person person(Cells cells) {
        return new Person(
                cells.text("buyer-name"),
                cells.text("recipient-name"),
                new Address(
                        cells.text("ship-address-1"),
                        cells.text("ship-address-2"),
                        cells.text("ship-address-3"),
                        cells.text("ship-city"),
                        cells.text("ship-state"),
                        cells.text("ship-postal-code"),
                        cells.text("ship-country")));
    }

    private static Line line(Cells cells, Marketplace marketplace) {
        String sku = cells.code("sku");
        String asin = cells.code("asin");
        Money price = cells.money("item-price");
        return new Line(
                sku != null ? sku : asin != null ? asin : "?",
                sku,
                asin,
                cells.text("product-name"),
                cells.count("quantity"),
                cells.count("quantity-shipped"),
                price,
                amount(cells, marketplace, price));
    }

    /** What the buyer pays for the line in the end. */
    private static @Nullable Money amount(Cells cells, Marketplace marketplace, @Nullable Money price) {
        if (price == null) {
            return null;
        }
        List<String> added = new ArrayList<>(List.of("shipping-price", "gift-wrap-price"));
        if (TAX_COMES_ON_TOP.contains(marketplace)) {
            added.addAll(List.of("item-tax", "shipping-tax", "gift-wrap-tax"));
        }
        BigDecimal sum = price.amount();
        for (String column : added) {
            sum = sum.add(cells.decimal(column));
        }
        for (String column : List.of("item-promotion-discount", "ship-promotion-discount")) {
            // some reports give what was granted with a minus, some without
            sum = sum.subtract(cells.decimal(column).abs());
        }
        return new Money(sum, price.currency());
    }

    private static List<Parcel> parcels(Cells cells) {
        Parcel parcel = new Parcel(
                cells.code("carrier"),
                cells.code("tracking-number"),
                cells.instant("shipment-date"),
                cells.instant("estimated-arrival-date"));
        return parcel.equals(new Parcel(null, null, null, null)) ? List.of() : List.of(parcel);
    }

    private static boolean isBlank(CSVRecord line) {
        return line.stream().allMatch(String::isBlank);
    }

    private static void refuseUnsupported(Kind kind) {
        if (kind == Kind.RETURNS || kind == Kind.FBA_RETURNS) {
            throw new Rejected("This is a return report (" + kind.reportType() + "), which the desk cannot import yet."
                    + " Import an order report: all orders, unshipped orders, or Amazon-fulfilled shipments.");
        }
    }

    private static Rejected notAReport(Optional<Header> header) {
        String what = "Import the report as downloaded from Seller Central: all orders, unshipped orders, or"
                + " Amazon-fulfilled shipments, as tab-delimited text with its header line.";
        if (header.isEmpty()) {
            return new Rejected("The file has no lines. " + what);
        }
        if (header.get().width == 1) {
            return new Rejected("The file is not separated by tabs. " + what);
        }
        return new Rejected("The first line does not name the columns of an order report. " + what);
    }

    private static Map<String, String> columnsOfHeaders() {
        CSVFormat format = CSVFormat.Builder.create(CSVFormat.DEFAULT)
                .setCommentMarker('#')
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (InputStream in = AmazonReport.class.getResourceAsStream("/orders/headers.csv")) {
            if (in == null) {
                throw new IllegalStateException("orders/headers.csv is missing from the application.");
            }
            Reader text = new InputStreamReader(in, StandardCharsets.UTF_8);
            try (CSVParser rows =
                    CSVParser.builder().setReader(text).setFormat(format).get()) {
                return rows.stream()
                        .collect(Collectors.toUnmodifiableMap(
                                row -> normalized(row.get("header")), row -> row.get("column")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String normalized(String header) {
        return Normalizer.normalize(header, Normalizer.Form.NFKC)
                .replace("\uFEFF", "")
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s_]+", "-");
    }

    /** Which column stands where; of two with one meaning the first counts. */
    private record Header(Map<String, Integer> columns, int width) {

        static Header of(CSVRecord names) {
            Map<String, Integer> columns = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                String name = normalized(names.get(i));
                columns.putIfAbsent(COLUMN_OF_HEADER.getOrDefault(name, name), i);
            }
            columns.remove("");
            return new Header(Map.copyOf(columns), names.size());
        }
    }

    /**
     * Tells lines with the same SKU apart, since most reports have no better key. Amazon writes the lines of one order
     * one after the other, so only one order is kept in mind.
     */
    private static final class LinesOfOneOrder {

        private @Nullable OrderId order;
        private final Map<String, List<Optional<String>>> itemsOfSku = new HashMap<>();
        private final Map<String, Line> shippedOfKey = new HashMap<>();

        Line next(OrderId id, Line line, @Nullable String itemId, Kind kind) {
            if (!id.equals(order)) {
                order = id;
                itemsOfSku.clear();
                shippedOfKey.clear();
            }
            List<Optional<String>> items = itemsOfSku.computeIfAbsent(line.key(), sku -> new ArrayList<>());
            int position = itemId == null ? -1 : items.indexOf(Optional.of(itemId));
            if (position < 0) {
                position = items.size();
                items.add(Optional.ofNullable(itemId));
            }
            Line keyed = keyed(line.key() + "#" + (position + 1), line);
            // one line of the order in several parcels is several lines of this report
            return kind == Kind.FBA_SHIPMENTS ? shippedOfKey.merge(keyed.key(), keyed, LinesOfOneOrder::sum) : keyed;
        }

        private static Line keyed(String key, Line line) {
            return new Line(
                    key,
                    line.sku(),
                    line.asin(),
                    line.title(),
                    line.quantity(),
                    line.quantityShipped(),
                    line.price(),
                    line.amount());
        }

        private static Line sum(Line one, Line other) {
            Long shipped = one.quantityShipped();
            Long more = other.quantityShipped();
            return new Line(
                    one.key(),
                    one.sku(),
                    one.asin(),
                    one.title(),
                    one.quantity(),
                    shipped == null || more == null ? shipped : Long.valueOf(shipped + more),
                    sum(one.price(), other.price()),
                    sum(one.amount(), other.amount()));
        }

        private static @Nullable Money sum(@Nullable Money one, @Nullable Money other) {
            return one == null || other == null || !one.currency().equals(other.currency()) ? null : one.plus(other);
        }
    }

    /** The cells of one line by column; a column the report does not have and an empty cell are both null. */
    private record Cells(Map<String, Integer> columns, CSVRecord line) {

        @Nullable
        String text(String column) {
            return text(column, LONGEST_TEXT);
        }

        @Nullable
        String code(String column) {
            return text(column, LONGEST_CODE);
        }

        private @Nullable String text(String column, int longest) {
            Integer position = columns.get(column);
            String text = position == null ? "" : line.get(position).strip();
            if (text.length() > longest) {
                throw new Rejected(column + " is longer than " + longest + " characters.");
            }
            return text.isEmpty() ? null : text;
        }

        String required(String column) {
            String text = text(column);
            if (text == null) {
                throw new Rejected(column + " is empty.");
            }
            return text;
        }

        @Nullable
        Long count(String column) {
            String text = text(column);
            if (text != null && !COUNT.matcher(text).matches()) {
                throw new Rejected(column + " is not a whole number.");
            }
            return text == null ? null : Long.valueOf(text);
        }

        BigDecimal decimal(String column) {
            String text = text(column);
            if (text != null && !DECIMAL.matcher(text).matches()) {
                throw new Rejected(column + " is not an amount the desk can read; expected is 1234.56.");
            }
            return text == null ? BigDecimal.ZERO : new BigDecimal(text);
        }

        @Nullable
        Money money(String column) {
            if (text(column) == null) {
                return null;
            }
            return new Money(decimal(column), currency());
        }

        private Currency currency() {
            try {
                return Currency.getInstance(required("currency").toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new Rejected("currency is not an ISO 4217 code such as JPY.");
            }
        }

        @Nullable
        Instant instant(String column) {
            String text = text(column);
            if (text == null) {
                return null;
            }
            try {
                Matcher named = DATE_WITH_ZONE_NAME.matcher(text);
                ZoneOffset zone = named.matches() ? ZONES.get(named.group(5)) : null;
                OffsetDateTime time = zone == null
                        ? OffsetDateTime.parse(text.replace('/', '-').replaceFirst(" (?=\\d\\d:)", "T"), WITH_OFFSET)
                        : LocalDateTime.parse(named.replaceFirst("$1-$2-$3T$4")).atOffset(zone);
                if (time.getYear() < 1995 || time.getYear() > 2200) {
                    throw new Rejected(column + " is not a date of this age.");
                }
                // the databases keep no more; what is read back must equal what was told
                return time.toInstant().truncatedTo(ChronoUnit.MICROS);
            } catch (DateTimeParseException e) {
                throw new Rejected(column + " is not a date with time and zone the desk can read; expected is"
                        + " 2025-07-30T01:02:03+00:00 or 2025/07/30 01:02:03 JST.");
            }
        }

        private static final DateTimeFormatter WITH_OFFSET = new DateTimeFormatterBuilder()
                .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                .appendPattern("[XXX][XX][X]")
                .toFormatter(Locale.ROOT);
    }
}
