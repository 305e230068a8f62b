package org.disputedesk.pack;

/** The text in a pack that tells how anyone can check it, with the desk's jar or by hand. */
final class Instructions {

    private Instructions() {}

    static String of(PackWriter.Contents contents) {
        var last = contents.entries().get(contents.entries().size() - 1);
        String texts = contents.commitmentKey() == null ? """
                The buyer's personal data were erased, so the texts are not in this pack, and the record's
                commitments to them tell nothing any more. The record itself can be checked as before.
                """ : """
                Each text is the one the record names when its commitment (HMAC-SHA-256 with the key in
                manifest.json) stands among the facts of an entry:

                    key=%s
                    openssl dgst -sha256 -mac HMAC -macopt hexkey:$key messages/*.txt

                (Older entries name a text by its plain SHA-256.)
                """.formatted(contents.commitmentKey());
        return """
                EVIDENCE PACK OF CASE %s

                report.pdf      for people: facts, timeline, messages, proof of delivery, photos, deadlines
                entries.jsonl   the record of the case, an entry a line, each exactly as it was hashed
                messages/       what was written, each text as it was, in UTF-8
                attachments/    photos and documents, byte for byte as they came in
                anchors/        what was published of the record elsewhere, if anything was
                manifest.json   what all this is, with the number and the hash of the last entry
                SHA256SUMS      the checksum of every other file


                WITH THE DESK'S JAR, on any machine with Java 17, without a desk and without a network

                    java -jar dispute-desk.jar verify <this pack>.zip

                It answers INTACT or names what was changed; exit code 0 or 1.


                BY HAND, in the unpacked folder

                1. Every file is as it was:

                    sha256sum -c SHA256SUMS

                2. The record is whole. Each line of entries.jsonl names the SHA-256 of the line before it
                   (previousHash; 64 zeros in the first), so no line can be changed, taken out, put in or
                   moved without all later ones changing too:

                    previous=$(printf '0%%.0s' $(seq 64))
                    while IFS= read -r line; do
                      case $line in *"\\"previousHash\\":\\"$previous\\""*) ;; *) echo "BROKEN: $line";; esac
                      previous=$(printf %%s "$line" | sha256sum | cut -d' ' -f1)
                    done < entries.jsonl
                    echo "$previous"

                   The last line printed must be the hash of the last entry, number %d:

                    %s

                3. Photos and documents are those the record names: their SHA-256 stands among the facts of
                   the entry that tells of their arrival.

                4. %s

                WHAT THIS PROVES

                That nothing was changed since the last entry had this hash. Who could rewrite the whole
                record could make another pack that fits in itself; so ask for an anchor: the hash of the
                last entries as it was published or sent to somebody on that day. An anchor that fits shows
                that everything before it was there on that day.
                """.formatted(
                        contents.caseNumber(),
                        last.sequence(),
                        last.hash(),
                        texts.strip().replace("\n", "\n   "));
    }
}
