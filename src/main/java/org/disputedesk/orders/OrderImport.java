package org.disputedesk.orders;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.disputedesk.dispute.Marketplace;
import org.disputedesk.dispute.OrderId;
import org.disputedesk.dispute.Rejected;
import org.disputedesk.orders.AmazonReport.Entry;
import org.disputedesk.orders.OrderBook.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Takes Amazon's order reports into the order book. A bad line never stops the good ones; the same file twice changes
 * nothing; several imports may run at once, here and on other nodes.
 */
@Component
public class OrderImport {

    /**
     * What an import did. Orders are counted, not lines; an order whose lines stand far apart in the file may count as
     * imported and as updated.
     *
     * @param rejected the first lines that were not understood, at most 1,000
     * @param rejectedTotal how many there were in all
     */
    public record ImportReport(
            long imported, long updated, long unchanged, List<RejectedLine> rejected, long rejectedTotal) {}

    /** A line that was not taken in; line 1 is the header. */
    public record RejectedLine(long line, String reason) {}

    /** An import that is running. */
    public record Progress(String fileName, long linesDone) {}

    private static final Logger LOG = LoggerFactory.getLogger(OrderImport.class);

    private static final int LINES_PER_TRANSACTION = 500;
    private static final int LINES_PER_TRANSACTION_OF_ONE_ORDER = 5000;
    private static final int LINES_PER_LOG_LINE = 10_000;
    private static final int MOST_REJECTED_LINES_SHOWN = 1000;
    private static final int TRIES = 3;

    private final OrderBook book;
    private final Set<Run> running = ConcurrentHashMap.newKeySet();

    OrderImport(OrderBook book) {
        this.book = book;
    }

    /** The imports running on this node. */
    public List<Progress> current() {
        return running.stream()
                .map(run -> new Progress(run.fileName, run.linesDone.get()))
                .toList();
    }

    /**
     * Imports an upload.
     *
     * @param fileName the name it has for people
     * @param marketplace the marketplace it is of, or null when its lines tell
     * @throws Rejected when it is not an order report
     */
    public ImportReport importFile(String fileName, InputStream content, @Nullable Marketplace marketplace)
            throws IOException {
        // the encoding is known only after the whole file has been seen, so it is read twice
        Path spooled = Files.createTempFile("desk-orders-", ".txt");
        try {
            Files.copy(content, spooled, StandardCopyOption.REPLACE_EXISTING);
            return importFile(fileName, spooled, marketplace);
        } finally {
            Files.deleteIfExists(spooled);
        }
    }

    /**
     * Imports a file.
     *
     * @param marketplace the marketplace it is of, or null when its lines tell
     * @throws Rejected when it is not an order report
     */
    public ImportReport importFile(Path file, @Nullable Marketplace marketplace) throws IOException {
        return importFile(String.valueOf(file.getFileName()), file, marketplace);
    }

    ImportReport importFile(String fileName, Path file, @Nullable Marketplace marketplace) throws IOException {
        try (AmazonReport report = AmazonReport.open(file, marketplace)) {
            Run run = new Run(fileName.replaceAll("\\p{Cntrl}", "?"));
            running.add(run);
            try {
                return run.through(report);
            } finally {
                running.remove(run);
            }
        }
    }

    /** One import; equal only to itself, since a file may be imported twice at once. */
    private final class Run {

        private final String fileName;
        private final AtomicLong linesDone = new AtomicLong();
        private final List<Entry.Told> batch = new ArrayList<>();
        private final List<RejectedLine> rejected = new ArrayList<>();
        private long rejectedTotal;
        private long imported;
        private long updated;
        private long unchanged;

        Run(String fileName) {
            this.fileName = fileName;
        }

        ImportReport through(AmazonReport report) throws IOException {
            Entry entry;
            while ((entry = report.next()) != null) {
                if (entry instanceof Entry.Told told) {
                    if (isFullBefore(told)) {
                        store();
                    }
                    batch.add(told);
                } else if (entry instanceof Entry.Faulty faulty) {
                    reject(faulty.line(), faulty.reason());
                }
                if (linesDone.incrementAndGet() % LINES_PER_LOG_LINE == 0) {
                    LOG.info("Importing {}: {} lines read.", fileName, linesDone);
                }
            }
            store();
            LOG.info(
                    "Imported {} ({}, {}): {} orders new, {} updated, {} unchanged, {} lines rejected.",
                    fileName,
                    report.kind().reportType(),
                    report.charset(),
                    imported,
                    updated,
                    unchanged,
                    rejectedTotal);
            // lines of one batch are rejected after those that could not even be read
            rejected.sort(Comparator.comparingLong(RejectedLine::line));
            return new ImportReport(imported, updated, unchanged, List.copyOf(rejected), rejectedTotal);
        }

        /** A batch ends between two orders, so that an order is seen whole where its lines stand together. */
        private boolean isFullBefore(Entry.Told next) {
            int size = batch.size();
            return size >= LINES_PER_TRANSACTION_OF_ONE_ORDER
                    || (size >= LINES_PER_TRANSACTION
                            && !batch.get(size - 1)
                                    .order()
                                    .id()
                                    .equals(next.order().id()));
        }

        private void store() {
            if (batch.isEmpty()) {
                return;
            }
            Collection<Order> orders = batch.stream().map(Entry.Told::order).toList();
            for (int attempt = 1; attempt <= TRIES; attempt++) {
                try {
                    count(book.learn(orders));
                    batch.clear();
                    return;
                } catch (DataAccessException e) {
                    // another import may have been faster with one of the orders: then it is found at the next try
                    LOG.debug("Batch of {} was not stored at try {}.", fileName, attempt, e);
                }
            }
            storeOneByOne();
            batch.clear();
        }

        /** One of the orders cannot be stored; the others still can. */
        private void storeOneByOne() {
            Map<OrderId, List<Order>> byId = new TreeMap<>(Comparator.comparing(OrderId::value));
            batch.forEach(told -> byId.computeIfAbsent(told.order().id(), id -> new ArrayList<>())
                    .add(told.order()));
            byId.forEach((id, orders) -> {
                for (int attempt = 1; ; attempt++) {
                    try {
                        count(book.learn(orders));
                        return;
                    } catch (DataIntegrityViolationException e) {
                        if (attempt == TRIES) {
                            LOG.warn("Order {} of {} could not be stored.", id, fileName, e);
                            reject(id, "The order could not be stored. Tell the operator of the desk.");
                            return;
                        }
                    } catch (DataAccessException e) {
                        if (attempt == TRIES) {
                            throw e;
                        }
                    }
                }
            });
        }

        private void count(Map<OrderId, Outcome> outcomes) {
            outcomes.forEach((id, outcome) -> {
                switch (outcome) {
                    case IMPORTED -> imported++;
                    case UPDATED -> updated++;
                    case UNCHANGED -> unchanged++;
                    case OTHER_MARKETPLACE ->
                        reject(
                                id,
                                "The order book has this order under another marketplace. Import the report as the"
                                        + " marketplace it was downloaded from.");
                }
            });
        }

        private void reject(OrderId id, String reason) {
            batch.stream().filter(told -> told.order().id().equals(id)).forEach(told -> reject(told.line(), reason));
        }

        private void reject(long line, String reason) {
            rejectedTotal++;
            if (rejected.size() < MOST_REJECTED_LINES_SHOWN) {
                rejected.add(new RejectedLine(line, reason));
            }
        }
    }
}
