package org.disputedesk.dispute;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.springframework.core.io.ClassPathResource;

/** The tables of words and facts that analysts extend: files of comma-separated values among the resources, in UTF-8. */
public final class Rows {

    private Rows() {}

    /**
     * All rows of a table, by the names in its first line.
     *
     * @param table its path among the resources, such as {@code words/codes.csv}
     */
    public static List<CSVRecord> of(String table) {
        var resource = new ClassPathResource(table);
        try (var reader = new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8);
                CSVParser rows = CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(reader)) {
            return rows.getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(table, e);
        }
    }

    /** What a row says in the languages of staff, by language code: en, ja, zh. */
    public static Map<String, String> languages(CSVRecord row) {
        return Map.of("en", row.get("en"), "ja", row.get("ja"), "zh", row.get("zh"));
    }

    /** What is wrong with a row, as the analyst who wrote it reads it when the desk does not start. */
    public static IllegalStateException wrong(String table, CSVRecord row, String what) {
        return new IllegalStateException(table + ", row " + row.getRecordNumber() + ": " + what);
    }
}
