package org.disputedesk.pack;

import com.openhtmltopdf.bidi.support.ICUBidiReorderer;
import com.openhtmltopdf.bidi.support.ICUBidiSplitter;
import com.openhtmltopdf.bidi.support.ICUBreakers;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.TextDirection;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.disputedesk.pack.Dossier.Deadline;
import org.disputedesk.pack.Dossier.Document;
import org.disputedesk.pack.Dossier.Event;
import org.disputedesk.pack.Dossier.Fact;
import org.disputedesk.pack.Dossier.Message;
import org.disputedesk.pack.Dossier.Refusal;
import org.disputedesk.pack.Dossier.Scan;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;

/**
 * Lays a report out as PDF/A for the two minutes a claims clerk has. The page is built as a tree, never as markup, so that
 * nothing anybody wrote can become part of it, and nothing is ever loaded from elsewhere.
 */
@Component
class ReportPdf {

    /** So much of one text, and so many texts, are printed; a pack holds the rest as files. */
    private static final String NO_BREAK_SPACE = "\u00a0";

    private static final int LONGEST_TEXT = 40_000;

    private static final int MOST_MESSAGES = 300;

    /** A text up to here is not broken over two pages. */
    private static final int KEPT_TOGETHER = 1200;

    private static final int LONGEST_WORD = 40;
    private static final String NO_NETWORK = "data:image/";

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final ReportFonts fonts;
    private final ReportWords words;
    private final PrintableText printable;

    ReportPdf(ReportFonts fonts, ReportWords words) {
        this.fonts = fonts;
        this.words = words;
        this.printable = new PrintableText(fonts::has);
    }

    /** The report as the bytes of a PDF. */
    byte[] of(Dossier dossier) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.withW3cDocument(new Layout(dossier).document(), null);
        builder.useUnicodeBidiSplitter(new ICUBidiSplitter.ICUBidiSplitterFactory());
        builder.useUnicodeBidiReorderer(new ICUBidiReorderer());
        builder.useUnicodeLineBreaker(new ICUBreakers.ICULineBreaker(Locale.forLanguageTag(dossier.language())));
        builder.useUnicodeCharacterBreaker(new ICUBreakers.ICUCharacterBreaker(Locale.ROOT));
        builder.defaultTextDirection(TextDirection.LTR);
        builder.useUriResolver((base, uri) -> uri != null && uri.startsWith(NO_NETWORK) ? uri : null);
        builder.usePdfAConformance(PdfAConformance.PDFA_2_A);
        builder.useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
        builder.usePdfUaAccessibility(true);
        builder.withProducer("Dispute Desk");
        fonts.giveTo(builder);
        builder.toStream(pdf);
        try {
            builder.run();
        } catch (IOException e) {
            throw new UncheckedIOException("The report of " + dossier.caseNumber() + " cannot be made", e);
        }
        return pdf.toByteArray();
    }

    private static String style() {
        try (InputStream in = ReportPdf.class.getResourceAsStream("/pack/report.css")) {
            if (in == null) {
                throw new IllegalStateException("The desk was built without pack/report.css");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tree of one report. */
    private final class Layout {

        private final Dossier dossier;
        private final String lang;
        private final org.w3c.dom.Document tree;
        private final DateTimeFormatter local;

        Layout(Dossier dossier) {
            this.dossier = dossier;
            this.lang = dossier.language();
            this.local = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(dossier.zone());
            try {
                this.tree = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .newDocument();
            } catch (ParserConfigurationException e) {
                throw new IllegalStateException(e);
            }
        }

        org.w3c.dom.Document document() {
            Element html = tree.createElement("html");
            tree.appendChild(html);
            html.setAttribute("lang", lang);
            head(add(html, "head", ""));
            Element body = add(html, "body", familyOf(lang));
            title(body);
            facts(body);
            inShort(body);
            timeline(body);
            messages(body);
            scans(body);
            documents(body);
            refusals(body);
            deadlines(body);
            verification(body);
            return tree;
        }

        private void head(Element head) {
            say(add(head, "title", ""), word("title") + " · " + dossier.caseNumber());
            meta(head, "author", "Dispute Desk");
            meta(head, "subject", dossier.title());
            meta(head, "description", dossier.title() + ", " + dossier.caseNumber());
            String margins = margin("top-left", quoted(word("case") + " " + dossier.caseNumber()))
                    + margin("top-right", quoted(word("title")))
                    + margin("bottom-left", quoted(UTC.format(dossier.madeAt())))
                    + margin(
                            "bottom-right",
                            quoted(word("page") + " ") + " counter(page) " + quoted(" / ") + " counter(pages)");
            say(add(head, "style", ""), style().replace("MARGINS", margins));
        }

        private String margin(String place, String content) {
            return "@" + place + " { content: " + content + "; font-family: " + fontsOf(lang)
                    + "; font-size: 8pt; color: #555; }\n";
        }

        private static String quoted(String text) {
            return "\"" + text + "\"";
        }

        private void meta(Element head, String name, String content) {
            Element meta = add(head, "meta", "");
            meta.setAttribute("name", name);
            meta.setAttribute("content", content);
        }

        private void title(Element body) {
            write(add(body, "h1", ""), word("title"));
            write(add(body, "p", "sub"), dossier.title());
            Instant erasedAt = dossier.erasedAt();
            if (erasedAt != null) {
                write(add(body, "p", "note"), word("erasedNote", moment(erasedAt)));
            }
        }

        private void facts(Element body) {
            section(body, "facts");
            Element rows = add(add(body, "table", "facts"), "tbody", "");
            for (Fact fact : dossier.facts()) {
                Element row = add(rows, "tr", "");
                write(add(row, "td", "label"), fact.label());
                Element cell = add(row, "td", "value");
                fact.values().forEach(value -> write(add(cell, "div", ""), value));
            }
        }

        private void inShort(Element body) {
            section(body, "inShort");
            Element box = add(body, "div", "short");
            write(add(box, "p", ""), String.join(lang.equals("en") ? " " : "", dossier.inShort()));
        }

        private void timeline(Element body) {
            section(body, "timeline");
            write(add(body, "p", "utc"), word("zones", dossier.zone().getId()));
            write(add(body, "p", "utc"), word("internal"));
            Element rows = table(body, List.of("time", "who", "what"), List.of("when", "who", ""));
            for (Event event : dossier.timeline()) {
                Element row = add(rows, "tr", "");
                when(row, event.at());
                write(add(row, "td", ""), event.who());
                write(add(row, "td", ""), event.what());
            }
            if (dossier.omitted() > 0) {
                write(add(body, "p", "gone"), word("omitted", dossier.omitted()));
            }
        }

        private void messages(Element body) {
            section(body, "messages");
            if (nothing(body, dossier.messages(), "noMessages")) {
                return;
            }
            for (Message message : dossier.messages()
                    .subList(0, Math.min(MOST_MESSAGES, dossier.messages().size()))) {
                String content = message.content();
                boolean isShort = content == null || content.length() <= KEPT_TOGETHER;
                Element box = add(body, "div", isShort ? "message short-message" : "message");
                Element head = add(box, "div", message.fromBuyer() ? "head" : "head out");
                write(
                        add(head, "div", ""),
                        word(message.fromBuyer() ? "fromBuyer" : "toBuyer")
                                + (message.heading().isEmpty() ? "" : " · " + message.heading()) + " · "
                                + Locale.forLanguageTag(message.language())
                                        .getDisplayLanguage(Locale.forLanguageTag(lang)));
                write(
                        add(head, "div", "utc"),
                        word(message.fromBuyer() ? "received" : "sent") + " " + moment(message.at()) + " · "
                                + UTC.format(message.at()));
                text(box, message);
            }
            int more = dossier.messages().size() - MOST_MESSAGES;
            if (more > 0) {
                write(add(body, "p", "gone"), word("moreMessages", more));
            }
        }

        private void text(Element box, Message message) {
            String content = message.content();
            Instant erasedAt = dossier.erasedAt();
            if (content == null) {
                write(
                        add(box, "div", "text gone"),
                        erasedAt == null ? word("missingFile") : word("erasedText", moment(erasedAt)));
                return;
            }
            boolean isLong = content.length() > LONGEST_TEXT;
            Element text = add(box, "div", "text " + familyOf(message.language()));
            text.setAttribute("lang", tag(message.language()));
            for (String line : printable
                    .of(isLong ? content.substring(0, LONGEST_TEXT) : content)
                    .split("\n", -1)) {
                Element paragraph = add(text, "p", "");
                write(paragraph, line.isEmpty() ? "\u00a0" : line);
            }
            if (isLong) {
                write(add(box, "div", "text gone"), word("longText"));
            }
        }

        private void scans(Element body) {
            section(body, "proof");
            if (nothing(body, dossier.scans(), "noScans")) {
                return;
            }
            Element rows = table(body, List.of("seen", "parcel", "state", "source"), List.of("when", "", "", "state"));
            for (Scan scan : dossier.scans()) {
                Element row = add(rows, "tr", "");
                when(row, scan.at());
                write(add(row, "td", ""), scan.parcel());
                Element state = add(row, "td", "");
                write(add(state, "div", ""), scan.state());
                if (!scan.details().isEmpty()) {
                    write(add(state, "div", ""), scan.details());
                }
                carrierSaid(state, scan);
                write(add(row, "td", ""), scan.source());
            }
        }

        private void carrierSaid(Element state, Scan scan) {
            if (scan.carrierSaid().isEmpty()) {
                return;
            }
            write(add(state, "div", "utc"), word("carrierWords"));
            Element said = add(state, "div", "said");
            printable
                    .of(scan.carrierSaid())
                    .lines()
                    .filter(line -> !line.isBlank())
                    .forEach(line -> write(add(said, "div", ""), line));
        }

        private void documents(Element body) {
            section(body, "documents");
            if (nothing(body, dossier.documents(), "noDocuments")) {
                return;
            }
            for (Document document : dossier.documents()) {
                Element box = add(body, "div", "document");
                write(
                        add(box, "div", ""),
                        document.fileName() + " · " + document.mediaType() + " · "
                                + String.format(Locale.ROOT, "%,d", document.size()) + " bytes");
                write(
                        add(box, "div", "utc"),
                        word("received") + " " + moment(document.at()) + " · " + UTC.format(document.at()) + " · "
                                + document.by()
                                + (document.purpose().isEmpty()
                                        ? ""
                                        : " · " + word("purpose") + ": " + document.purpose()));
                write(add(box, "div", "hash"), "SHA-256 " + document.sha256());
                if (!document.isThere()) {
                    write(add(box, "div", "gone"), word(dossier.erasedAt() == null ? "missingFile" : "erasedFile"));
                } else {
                    document.preview()
                            .get()
                            .ifPresentOrElse(
                                    bytes -> picture(box, document, bytes),
                                    () -> write(
                                            add(box, "div", "gone"),
                                            word(document.mediaType().startsWith("image/") ? "noPicture" : "asFile")));
                }
            }
        }

        private void picture(Element box, Document document, byte[] bytes) {
            boolean isPng = bytes.length > 1 && (bytes[0] & 0xff) == 0x89 && bytes[1] == 'P';
            Element picture = add(add(box, "div", ""), "img", "");
            picture.setAttribute(
                    "src",
                    NO_NETWORK + (isPng ? "png" : "jpeg") + ";base64,"
                            + Base64.getEncoder().encodeToString(bytes));
            picture.setAttribute("alt", printable.of(document.fileName()));
        }

        private void refusals(Element body) {
            section(body, "refused");
            if (nothing(body, dossier.refusals(), "noRefusals")) {
                return;
            }
            Element rows = table(body, List.of("time", "who", "what"), List.of("when", "who", ""));
            for (Refusal refusal : dossier.refusals()) {
                Element row = add(rows, "tr", "");
                when(row, refusal.at());
                write(add(row, "td", ""), refusal.who());
                write(add(row, "td", ""), refusal.why());
            }
        }

        private void deadlines(Element body) {
            section(body, "deadlines");
            if (nothing(body, dossier.deadlines(), "noDeadlines")) {
                return;
            }
            Element rows = table(body, List.of("due", "state", "deadline"), List.of("when", "state", ""));
            for (Deadline deadline : dossier.deadlines()) {
                Element row = add(rows, "tr", "");
                when(row, deadline.due());
                Element state = add(row, "td", deadline.state().name());
                write(add(state, "div", ""), word(deadline.state().name()));
                Instant settledAt = deadline.settledAt();
                if (settledAt != null) {
                    write(add(state, "div", "utc"), moment(settledAt));
                }
                Element name = add(row, "td", "");
                write(add(name, "div", ""), deadline.name());
                write(add(name, "div", "utc"), deadline.explanation());
            }
        }

        private void verification(Element body) {
            section(body, "verify");
            write(add(body, "p", ""), word("record", dossier.entries()));
            write(add(body, "p", "hash"), dossier.head());
            write(add(body, "p", ""), word("howTo"));
            write(
                    add(body, "p", ""),
                    dossier.anchors().isEmpty()
                            ? word("noAnchors")
                            : word("anchors", String.join(", ", dossier.anchors())));
            write(
                    add(body, "p", "utc"),
                    word("madeBy", UTC.format(dossier.madeAt()), dossier.madeBy(), dossier.caseNumber()));
        }

        private boolean nothing(Element body, List<?> things, String word) {
            if (things.isEmpty()) {
                write(add(body, "p", "gone"), word(word));
            }
            return things.isEmpty();
        }

        private Element table(Element body, List<String> labels, List<String> classes) {
            Element table = add(body, "table", "");
            Element head = add(add(table, "thead", ""), "tr", "");
            for (int i = 0; i < labels.size(); i++) {
                write(add(head, "th", classes.get(i)), word(labels.get(i)));
            }
            return add(table, "tbody", "");
        }

        private void section(Element body, String label) {
            write(add(body, "h2", ""), word(label));
        }

        private void when(Element row, Instant at) {
            Element cell = add(row, "td", "");
            write(add(cell, "div", ""), local.format(at));
            write(add(cell, "div", "utc"), UTC.format(at));
        }

        private String moment(Instant at) {
            ZoneId zone = dossier.zone();
            return local.format(at) + " "
                    + DateTimeFormatter.ofPattern("z", Locale.ENGLISH)
                            .withZone(zone)
                            .format(at);
        }

        private Element add(Element parent, String name, String classes) {
            Element child = tree.createElement(name);
            if (!classes.isBlank()) {
                child.setAttribute("class", classes.strip());
            }
            parent.appendChild(child);
            return child;
        }

        /** Puts a text where its own direction is kept. */
        private void write(Element element, String text) {
            String clean = printable.of(text);
            if (PrintableText.isRightToLeft(clean)) {
                element.setAttribute("dir", "rtl");
                element.setAttribute("class", (element.getAttribute("class") + " rtl").strip());
            }
            say(element, breakable(clean));
        }

        private void say(Element element, String text) {
            // the library cannot lay out an empty text
            element.appendChild(tree.createTextNode(text.isEmpty() ? NO_BREAK_SPACE : text));
        }

        private String word(String label, Object... filled) {
            return words.of(label, lang, filled);
        }
    }

    /** Lets very long words end at the margin. */
    private static String breakable(String text) {
        StringBuilder broken = new StringBuilder();
        int run = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            run = Character.isWhitespace(c) || Character.isIdeographic(c) ? 0 : run + 1;
            broken.appendCodePoint(c);
            if (run == LONGEST_WORD) {
                broken.append('\u200b');
                run = 0;
            }
        }
        return broken.toString();
    }

    /** Japanese, Chinese and Arabic come first in their own texts, since they share signs that each writes its own way. */
    private static String familyOf(String language) {
        String code = Locale.forLanguageTag(language).getLanguage();
        return List.of("ja", "zh", "ar").contains(code) ? code : "";
    }

    private static String fontsOf(String language) {
        return switch (familyOf(language)) {
            case "ja" -> "Japanese, Latin, Chinese";
            case "zh" -> "Chinese, Latin, Japanese";
            default -> "Latin, Japanese, Chinese";
        };
    }

    private static String tag(String language) {
        return Locale.forLanguageTag(language).toLanguageTag();
    }
}
