package org.disputedesk.mail;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.disputedesk.dispute.Rows;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.springframework.stereotype.Component;

/**
 * Finds in the body of a mail what a person wrote: between the marketplace's markers ({@code mail/markers.csv}) or in its one
 * {@code pre}, without the history below it, and never with the signed links of its footer.
 */
@Component
class MailText {

    private static final String TABLE = "mail/markers.csv";

    /** What stands for something that was left out. */
    static final String LEFT_OUT = "[…]";

    private static final int MOST_HTML = 3_000_000;
    /** A page of more is nobody's letter; to look at each element's neighbours then takes the square of their number. */
    private static final int MOST_ELEMENTS = 10_000;

    /** The style by which the marketplace's mails mark the message in their HTML part. */
    private static final String MESSAGE_STYLE = "-o-pre-wrap";

    private static final Pattern DASHED = Pattern.compile("\\s*-{5,}\\s{0,5}([^-\\s].{0,80}?)\\s{0,5}-{5,}\\s*");
    private static final Pattern LINK =
            Pattern.compile("(?:https?://|www\\.)[^\\s<>\"'\\]）)】」]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOST =
            Pattern.compile("^(?:https?://)?([^/?#:@\\\\]+)(?:[/?#:].*)?$", Pattern.CASE_INSENSITIVE);
    private static final Pattern CASE_OF_LINK =
            Pattern.compile("[?&]cc=([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:&|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern MARKETPLACE_OF_LINK = Pattern.compile("[?&]mp=([A-Z0-9]{10,20})(?:&|$)");

    /** Links that do something for whoever has them, wherever they seem to lead. */
    private static final Pattern SIGNED = Pattern.compile(
            "no-response-needed|messaging/inbox|[?&](?:t|h|token|signature|sig)=", Pattern.CASE_INSENSITIVE);

    /** The same when damage has made them something else than links. */
    private static final Pattern REST_OF_SIGNED =
            Pattern.compile("\\S*(?:no-response-needed|messaging/inbox\\?)\\S*", Pattern.CASE_INSENSITIVE);

    private static final Pattern TOKENS =
            Pattern.compile("\\[?commMgrTok:[^\\]\\s]*\\]?|\\bSPC-[A-Z]{2,6}Amazon-\\d{1,30}\\b");

    /** How mail programs begin what they quote. */
    private static final List<Pattern> HISTORY = List.of(
            Pattern.compile(
                    "-{2,}\\s*(?:Original Message|Original-Nachricht|Ursprüngliche Nachricht|Mensaje original"
                            + "|Mensagem original|Message d'origine|Messaggio originale|Oorspronkelijk bericht|元のメッセージ"
                            + "|原始邮件|原始郵件|Forwarded message|Mensagem encaminhada|Weitergeleitete Nachricht)\\s*-{2,}.*",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
            Pattern.compile("On\\s.{5,200}\\swrote:"),
            Pattern.compile("Am\\s.{5,200}\\sschrieb(?:\\s.{1,150})?:"),
            Pattern.compile("Em\\s.{5,200}\\sescreveu:"),
            Pattern.compile("El\\s.{5,200}\\sescribió:"),
            Pattern.compile("Le\\s.{5,200}\\sa écrit\\s?:"),
            Pattern.compile("Il\\s.{5,200}\\sha scritto:"),
            Pattern.compile("Op\\s.{5,200}\\sschreef(?:\\s.{1,150})?:"),
            Pattern.compile("\\d{4}年\\d{1,2}月\\d{1,2}日.{0,200}(?:[:：]|のメール|wrote:|写道：?)"),
            Pattern.compile("\\d{4}/\\d{1,2}/\\d{1,2}.{0,150}[<＜].{3,100}[>＞][:：]?"),
            Pattern.compile("在\\s?\\d{4}.{0,200}写道[:：]"));

    /** The first of the lines by which Outlook begins what it quotes, which has no marks at its lines. */
    private static final Pattern SENDER_LINE = Pattern.compile(
            "\\*?(?:From|Von|De|Da|Van|差出人|送信元|发件人|寄件者)\\s?[:：]\\*?\\s.{3,300}", Pattern.CASE_INSENSITIVE);

    private static final Pattern SENT_LINE = Pattern.compile(
            "\\*?(?:Sent|Date|Gesendet|Datum|Enviad[oa]( el| em)?|Fecha|Data|Envoyé|Inviato|Verzonden|送信日時|日時|日付|发送时间|日期)"
                    + "\\s?[:：].*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final Set<String> starts = new HashSet<>();
    private final Set<String> ends = new HashSet<>();

    MailText() {
        for (CSVRecord row : Rows.of(TABLE)) {
            String text = marker(row.get("text"));
            Set<String> known = switch (row.get("role")) {
                case "start" -> starts;
                case "end" -> ends;
                default -> throw Rows.wrong(TABLE, row, "role must be start or end.");
            };
            if (text.isEmpty()) {
                throw Rows.wrong(TABLE, row, "needs the words between the dashes.");
            }
            known.add(text);
        }
    }

    private static String marker(String text) {
        return text.strip().replaceAll("[:：]\\s*$", "").strip().toLowerCase(Locale.ROOT);
    }

    /** What a page says, and the message in its one marked place when it has one. */
    record Page(String text, Optional<String> message) {}

    Page page(String html) {
        Document page = Jsoup.parse(html.length() > MOST_HTML ? html.substring(0, MOST_HTML) : html);
        page.select("script, style, head, template, noscript, [style~=(?i)display\\s*:\\s*none], [hidden]")
                .remove();
        List<Element> marked = page.select("pre[style*=" + MESSAGE_STYLE + "]");
        Optional<String> message = marked.size() == 1
                ? Optional.of(tidy(marked.get(0).wholeText())).filter(text -> !text.isEmpty())
                : Optional.empty();
        Document withoutHistory = page.clone();
        withoutHistory
                .select("blockquote, .gmail_quote, .gmail_quote_container, .yahoo_quoted, .moz-cite-prefix,"
                        + " #divRplyFwdMsg, .OutlookMessageHeader"
                        + (page.getAllElements().size() > MOST_ELEMENTS
                                ? ""
                                : ", #divRplyFwdMsg ~ *, [id^=appendonsend] ~ *"))
                .remove();
        String text = tidy(plain(withoutHistory));
        return new Page(text.isEmpty() ? tidy(plain(page)) : text, message);
    }

    /** Everything a page shows, line by line. */
    private static String plain(Document page) {
        StringBuilder text = new StringBuilder();
        page.traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode words) {
                    boolean isKept = node.parent() instanceof Element parent
                            && parent.normalName().equals("pre");
                    text.append(
                            isKept ? words.getWholeText() : words.getWholeText().replaceAll("\\s+", " "));
                } else if (node instanceof Element element) {
                    if (element.normalName().equals("br") || (element.isBlock() && !endsWithLine(text))) {
                        text.append('\n');
                    }
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (node instanceof Element element) {
                    if (element.isBlock() && !endsWithLine(text)) {
                        text.append('\n');
                    } else if (element.normalName().equals("td")
                            || element.normalName().equals("th")) {
                        text.append(' ');
                    }
                }
            }
        });
        return text.toString();
    }

    private static boolean endsWithLine(StringBuilder text) {
        return text.length() == 0 || text.charAt(text.length() - 1) == '\n';
    }

    /** What stands between the first marker of a beginning and the last one of an end. */
    Optional<String> marked(String text) {
        List<String> lines = text.lines().toList();
        int start = -1;
        int end = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher dashed = line.length() > 250 ? DASHED.matcher("") : DASHED.matcher(line);
            if (dashed.matches()) {
                String words = marker(dashed.group(1));
                if (start < 0 && isAny(words, starts)) {
                    start = i;
                } else if (start >= 0 && isAny(words, ends)) {
                    end = i;
                }
            }
        }
        return start < 0 || end < 0
                ? Optional.empty()
                : Optional.of(tidy(String.join("\n", lines.subList(start + 1, end))));
    }

    /** Markers of two languages stand in one line, with a stroke between them. */
    private static boolean isAny(String words, Set<String> known) {
        if (known.contains(words)) {
            return true;
        }
        for (String half : words.split("/", -1)) {
            if (known.contains(marker(half))) {
                return true;
            }
        }
        return false;
    }

    /** Without what mail programs add of earlier messages; everything when nothing would be left. */
    static String withoutHistory(String text) {
        List<String> lines = text.lines().toList();
        List<String> kept = new ArrayList<>();
        boolean leftOut = false;
        int i = 0;
        while (i < lines.size()) {
            String line = lines.get(i).strip();
            if (line.startsWith(">") || line.startsWith("＞")) {
                leftOut = true;
                i++;
                continue;
            }
            int header = headerOfHistory(lines, i);
            if (header > 0) {
                boolean isMarked = nextIsQuoted(lines, i + header);
                leftOut = true;
                i += header;
                if (!isMarked) {
                    break;
                }
                continue;
            }
            if (leftOut && !line.isEmpty()) {
                kept.add(LEFT_OUT);
                leftOut = false;
            }
            kept.add(lines.get(i));
            i++;
        }
        String rest = tidy(String.join("\n", kept));
        return rest.isEmpty() ? tidy(text) : rest;
    }

    /** How many lines the beginning of a quotation takes here; 0 when none begins. */
    private static int headerOfHistory(List<String> lines, int at) {
        String line = lines.get(at).strip();
        if (line.isEmpty() || line.length() > 400) {
            return 0;
        }
        if (isHistory(line)) {
            return 1;
        }
        if (SENDER_LINE.matcher(line).matches()) {
            for (int next = at + 1; next < Math.min(at + 4, lines.size()); next++) {
                if (SENT_LINE.matcher(lines.get(next).strip()).matches()) {
                    return next - at + 1;
                }
            }
        }
        // long ones are broken into two lines
        if (at + 1 < lines.size() && lines.get(at + 1).length() < 200 && line.length() < 200) {
            String both = line + " " + lines.get(at + 1).strip();
            return isHistory(both) && both.endsWith(":") ? 2 : 0;
        }
        return 0;
    }

    private static boolean isHistory(String line) {
        return HISTORY.stream().anyMatch(beginning -> beginning.matcher(line).matches());
    }

    private static boolean nextIsQuoted(List<String> lines, int from) {
        for (int i = from; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty()) {
                return line.startsWith(">") || line.startsWith("＞");
            }
        }
        return false;
    }

    /** Without links that act for whoever has them, and without the marketplace's own tokens. */
    static String withoutSecrets(String text) {
        Matcher link = LINK.matcher(text);
        StringBuilder clean = new StringBuilder();
        while (link.find()) {
            boolean isSigned = SIGNED.matcher(link.group()).find() || isSellerCentral(link.group());
            link.appendReplacement(clean, Matcher.quoteReplacement(isSigned ? LEFT_OUT : link.group()));
        }
        link.appendTail(clean);
        String rest = REST_OF_SIGNED.matcher(clean).replaceAll(LEFT_OUT);
        return tidy(TOKENS.matcher(rest).replaceAll(""));
    }

    private static boolean isSellerCentral(String link) {
        Matcher host = HOST.matcher(link);
        return host.matches() && Amazon.isSellerCentral(host.group(1));
    }

    /** The number of the conversation as links to Seller Central, and to nowhere else, tell it. */
    static Optional<String> threadInLinks(String text) {
        return inLinks(text, CASE_OF_LINK).map(thread -> thread.toLowerCase(Locale.ROOT));
    }

    /** The marketplace as links to Seller Central, and to nowhere else, tell it. */
    static Optional<String> marketplaceInLinks(String text) {
        return inLinks(text, MARKETPLACE_OF_LINK);
    }

    private static Optional<String> inLinks(String text, Pattern wanted) {
        Matcher link = LINK.matcher(text);
        while (link.find()) {
            if (isSellerCentral(link.group())) {
                Matcher found = wanted.matcher(link.group().replace("&amp;", "&"));
                if (found.find()) {
                    return Optional.of(found.group(1));
                }
            }
        }
        return Optional.empty();
    }

    /** No blanks at the ends of lines, no two empty lines in a row, none around. */
    static String tidy(String text) {
        StringBuilder tidy = new StringBuilder(text.length());
        int empty = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            String stripped = line.replace('\u00a0', ' ').stripTrailing();
            if (stripped.isEmpty()) {
                empty++;
                continue;
            }
            if (tidy.length() > 0) {
                tidy.append(empty > 0 ? "\n\n" : "\n");
            }
            tidy.append(stripped);
            empty = 0;
        }
        return tidy.toString().strip();
    }
}
