package org.disputedesk.pack;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.disputedesk.pack.Dossier.Deadline;
import org.disputedesk.pack.Dossier.Document;
import org.disputedesk.pack.Dossier.Event;
import org.disputedesk.pack.Dossier.Fact;
import org.disputedesk.pack.Dossier.Message;
import org.disputedesk.pack.Dossier.Refusal;
import org.disputedesk.pack.Dossier.Scan;

/** Reports to try the layout with. */
final class Dossiers {

    static final Instant MONDAY = Instant.parse("2026-11-23T00:15:00Z");

    private Dossiers() {}

    static Dossier ofFiveScripts(String language) {
        List<Message> messages = List.of(
                new Message(
                        MONDAY,
                        true,
                        "",
                        "ja",
                        "お世話になっております。髙﨑①㈱の𠮷野です。\n注文した商品がまだ届いていません。追跡では「配達完了」となっていますが、宅配ボックスにも玄関にもありません。\n\nご確認をお願いいたします。"),
                new Message(
                        MONDAY.plusSeconds(7200),
                        false,
                        "settle-non-arrival/please-check-around",
                        "ja",
                        "Kaze Tradingでございます。ご不便をおかけし申し訳ございません。配送会社の記録では、2026年11月20日（金）14時05分に宅配ボックスへ配達されています。"),
                new Message(
                        MONDAY.plusSeconds(90000),
                        true,
                        "",
                        "zh",
                        "您好，我在广州市天河区。包裹显示已送达，但我没有收到。請問「直接」與「骨」怎麼寫？请尽快处理，谢谢！"),
                new Message(
                        MONDAY.plusSeconds(100000),
                        true,
                        "",
                        "pl",
                        "Dzień dobry, nazywam się Łukasz Źdźbło. Paczka z Łodzi miała dotrzeć w środę, ale jej nie ma. Zażółć gęślą jaźń."),
                new Message(
                        MONDAY.plusSeconds(110000),
                        true,
                        "",
                        "tr",
                        "Merhaba, ben Şükrü Işık. Şişli / İstanbul adresine gönderilen kargom hâlâ ulaşmadı. Lütfen iade edin. Ücret 1.299 ₺."),
                new Message(
                        MONDAY.plusSeconds(120000),
                        true,
                        "",
                        "ar",
                        "مرحباً، اسمي عبد الله الخوري. لم يصل الطرد رقم 4512-3456-7890 إلى عنواني في دبي حتى الآن.\nأرجو إعادة المبلغ (128 درهم) في أقرب وقت ممكن، شكراً."),
                new Message(
                        MONDAY.plusSeconds(130000),
                        true,
                        "",
                        "en",
                        "Where is my parcel? 😀👍🏽 <script>alert('x')</script> &amp; <img src=\"http://evil.example/x.png\"> \u202Egnp.exe\u202C \u0007"
                                + "x".repeat(300)));
        List<Event> timeline = new ArrayList<>();
        timeline.add(new Event(MONDAY, "the buyer", "Buyer wrote (93 characters, kept apart)"));
        timeline.add(new Event(MONDAY.plusSeconds(60), "the desk", "Case opened: Order not received"));
        for (int i = 0; i < 14; i++) {
            timeline.add(new Event(
                    MONDAY.plusSeconds(100 + i * 600L),
                    i % 2 == 0 ? "shop: agent" : "the desk",
                    i % 2 == 0
                            ? "Task completed: Compare address and payment"
                            : "Tracking status: DELIVERED (carrier)"));
        }
        return new Dossier(
                "D-2026-000123",
                language.equals("en")
                        ? "Order not received · Amazon.co.jp · 250-1234567-1234567"
                        : "商品未着 · Amazon.co.jp · 250-1234567-1234567",
                language,
                ZoneId.of("Asia/Tokyo"),
                Instant.parse("2026-11-27T04:00:00Z"),
                "person:agent",
                null,
                List.of(
                        new Fact("Order", List.of("250-1234567-1234567 · shipped · paid")),
                        new Fact("Marketplace", List.of("JP · Amazon.co.jp")),
                        new Fact("Items", List.of("1 × 南部鉄器 急須 0.6L")),
                        new Fact(
                                "Recipient and address",
                                List.of("𠮷野 髙﨑", "عبد الله الخوري", "Łukasz Źdźbło", "〒150-0002 東京都渋谷区渋谷2-21-1")),
                        new Fact("Carrier and tracking number", List.of("Yamato 4512-3456-7890")),
                        new Fact("Parcel", List.of("delivered · 2026-11-20 14:05 JST · 宅配ボックス")),
                        new Fact("What was given", List.of("nothing")),
                        new Fact("A-to-z claim", List.of("filed 2026-11-25 · AZ-1")),
                        new Fact("Result", List.of("open"))),
                List.of(
                        "The buyer reported on 2026-11-23: Order not received.",
                        "The carrier's record of the parcel: delivered, 2026-11-20 14:05 JST, 宅配ボックス.",
                        "Nothing was refunded or sent again."),
                timeline,
                0,
                messages,
                List.of(new Scan(
                        MONDAY.plusSeconds(100),
                        "delivered",
                        "Yamato 4512-3456-7890",
                        "2026-11-20 14:05 JST · 宅配ボックス · photo",
                        "carrier",
                        "お荷物のお届けが完了しました\n宅配ボックスに投函 <担当 山本>")),
                List.of(
                        new Document(
                                MONDAY.plusSeconds(500),
                                "玄関の写真.jpg",
                                "image/jpeg",
                                2_345_678,
                                "delivery-photo",
                                "person:agent",
                                "ab".repeat(32),
                                true,
                                () -> Optional.of(picture())),
                        new Document(
                                MONDAY.plusSeconds(700),
                                "IMG_0042.HEIC",
                                "image/heic",
                                3_456_789,
                                "ITEM_PHOTOS",
                                "person:agent",
                                "ef".repeat(32),
                                true,
                                Optional::empty),
                        new Document(
                                MONDAY.plusSeconds(900),
                                "invoice.pdf",
                                "application/pdf",
                                45_678,
                                "",
                                "person:agent",
                                "cd".repeat(32),
                                true,
                                Optional::empty)),
                List.of(
                        new Refusal(
                                MONDAY.plusSeconds(3000),
                                "shop: agent",
                                "Refused by the guard: The refund of an order that Amazon serves is Amazon's. [amazon-serves; https://sellercentral.amazon.co.jp/help]")),
                List.of(
                        new Deadline(
                                "Reply to the buyer",
                                MONDAY.plusSeconds(86400),
                                Deadline.State.MET,
                                MONDAY.plusSeconds(7200),
                                "Buyers are answered within 24 hours. Counted from the buyer's message plus 24 hours."),
                        new Deadline(
                                "Answer to the claim",
                                MONDAY.plusSeconds(186400),
                                Deadline.State.MISSED,
                                MONDAY.plusSeconds(200000),
                                "Claims are answered within 48 hours.")),
                41,
                "0123456789abcdef".repeat(4),
                List.of());
    }

    static Dossier withMessage(String text) {
        Dossier like = ofFiveScripts("en");
        return new Dossier(
                like.caseNumber(),
                like.title(),
                like.language(),
                like.zone(),
                like.madeAt(),
                like.madeBy(),
                null,
                like.facts(),
                like.inShort(),
                like.timeline(),
                7,
                List.of(new Message(MONDAY, true, "", "en", text)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                like.entries(),
                like.head(),
                List.of("2026-11-26.txt"));
    }

    static byte[] picture() {
        BufferedImage image = new BufferedImage(800, 600, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, 800, 600, Color.BLUE));
        graphics.fillRect(0, 0, 800, 600);
        graphics.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", jpeg);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jpeg.toByteArray();
    }
}
