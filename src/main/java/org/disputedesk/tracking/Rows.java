package org.disputedesk.tracking;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.springframework.core.io.ClassPathResource;

/** The tables of this capability, which analysts extend: {@code src/main/resources/tracking/*.csv}. */
final class Rows {

    private Rows() {}

    /** All rows of a table, by the names in its first line. */
    static List<CSVRecord> of(String table) {
        var resource = new ClassPathResource("tracking/" + table + ".csv");
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

    /** What is wrong with a row, as the analyst who wrote it reads it when the desk does not start. */
    static IllegalStateException wrong(String table, CSVRecord row, String what) {
        return new IllegalStateException("tracking/" + table + ".csv, row " + row.getRecordNumber() + ": " + what);
    }
}
