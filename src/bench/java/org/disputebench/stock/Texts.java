package org.disputebench.stock;

/** The text of the letter the measured case sends, as long as the desk's own. */
final class Texts {

    static final String SUBJECT = "ご注文商品の配達状況について";
    static final String EMPATHY = """
            お客様

            この度は当店をご利用いただき、誠にありがとうございます。
            商品がお手元に見当たらないとのこと、ご心配をおかけしており誠に申し訳ございません。""";
    static final String FACTS = """
            ご注文（注文番号：%s）の配達記録を確認いたしましたところ、ヤマト運輸の記録では次のとおり配達完了となっております。
            配達日時：2026年11月21日 14:05
            配達場所：玄関前""";
    static final String PROPOSAL = """
            お手数をおかけいたしますが、念のため次の場所をご確認いただけますでしょうか。
            ・郵便受け、宅配ボックス、玄関まわり
            ・同居のご家族様によるお受け取り
            ・ご近所の方、管理人室、受付でのお預かり

            ご確認いただいても見つからない場合は、このメッセージにご返信ください。速やかに次の対応を進めさせていただきます。

            何卒よろしくお願い申し上げます。""";

    private Texts() {}
}
