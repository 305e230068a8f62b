package org.disputebench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.disputebench.Work.Waiting;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.TransientDataAccessException;

/** Runs inside a contestant's own process, beside the unchanged application, and does what the controller asks for. */
public final class Worker implements AutoCloseable {

    static final String SIGN = "@@ ";

    private static final int THREADS = 2;
    private static final int TRIES = 20;
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

    private final Work work;
    private final ExecutorService people = Executors.newFixedThreadPool(THREADS);

    private Worker(Work work) {
        this.work = work;
    }

    /** Takes the class of the application first. */
    public static void main(String[] args) throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        PrintStream out = System.out;
        ApplicationContext context =
                SpringApplication.run(Class.forName(args[0]), Arrays.copyOfRange(args, 1, args.length));
        Work work = args[0].startsWith("org.disputedesk") ? new DeskWork(context) : new StockWork(context);
        out.println(SIGN + "ready");
        try (Worker worker = new Worker(work);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            String line;
            while ((line = in.readLine()) != null && !line.equals("quit")) {
                String answer;
                try {
                    answer = worker.answer(line.split(" ", -1));
                } catch (RuntimeException e) {
                    e.printStackTrace(out);
                    answer = "failed " + e.getMessage();
                }
                out.println(SIGN + answer);
            }
        }
        SpringApplication.exit(context);
    }

    private String answer(String[] words) {
        long[] numbers = Arrays.stream(words)
                .skip(1)
                .filter(word -> word.matches("\\d+"))
                .mapToLong(Long::parseLong)
                .toArray();
        return switch (words[0]) {
            case "cases" -> cases(numbers[0], (int) numbers[1]);
            case "rows" -> rows(numbers[0], (int) numbers[1]);
            case "open" -> open(numbers[0], (int) numbers[1]);
            case "backup" -> backup(words[1]);
            case "fill" -> fill((int) numbers[0]);
            case "page" -> page((int) numbers[0]);
            case "timers" -> timers(numbers);
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    /** Cases from the buyer's message to the end, two people working side by side. Answers the seconds. */
    private String cases(long from, int n) {
        long begun = System.nanoTime();
        all(numbers(from, n), work::open);
        work.staff.forEach(step -> each(n, () -> work.tasks(step.getKey()), task -> {
            work.complete(task.id(), step.getValue());
            if (step.getKey().equals("Task_AnswerBuyer")) {
                work.letterLeaves(task.caseNumber());
            }
        }));
        each(n, () -> work.waitingAt("Timer_DeadlinePassed"), waiting -> work.confirm(waiting.caseNumber()));
        each(n, () -> work.tasks(Work.LAST_TASK), task -> work.complete(task.id(), Work.CAUSE));
        return String.format(Locale.ROOT, "%.3f", (System.nanoTime() - begun) / 1e9);
    }

    private static List<Long> numbers(long from, int n) {
        List<Long> numbers = new ArrayList<>();
        for (long i = 0; i < n; i++) {
            numbers.add(from + i);
        }
        return numbers;
    }

    /** Handles what waits until so many have been handled. */
    private void each(int n, Supplier<List<Waiting>> waiting, Consumer<Waiting> step) {
        Set<String> handled = new HashSet<>();
        long patience = System.nanoTime() + PATIENCE;
        while (handled.size() < n) {
            List<Waiting> found =
                    waiting.get().stream().filter(one -> handled.add(one.id())).toList();
            if (found.isEmpty()) {
                if (System.nanoTime() > patience) {
                    throw new IllegalStateException(handled.size() + " of " + n + " came");
                }
                pause(5);
            }
            all(found, step);
        }
    }

    private <T> void all(List<T> items, Consumer<T> step) {
        List<Future<?>> running = new ArrayList<>();
        for (T item : items) {
            running.add(people.submit(() -> untilDone(item, step)));
        }
        try {
            for (Future<?> one : running) {
                one.get(PATIENCE, TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whoever meets another transaction tries again, as people and machines do. */
    private static <T> void untilDone(T item, Consumer<T> step) {
        for (int i = 1; ; i++) {
            try {
                step.accept(item);
                return;
            } catch (TransientDataAccessException | org.camunda.bpm.engine.OptimisticLockingException e) {
                if (i == TRIES) {
                    throw e;
                }
                pause(10);
            }
        }
    }

    /** Rows inserted per case, from H2's own statistics of statements. */
    private String rows(long from, int n) {
        work.db.execute("set query_statistics_max_entries 2000");
        work.db.execute("set query_statistics true");
        cases(from, n);
        Double inserted = work.db.queryForObject(
                """
                select coalesce(sum(cumulative_row_count), 0) from information_schema.query_statistics
                where lower(trim(sql_statement)) like 'insert%'""",
                Double.class);
        work.db.execute("set query_statistics false");
        return String.format(Locale.ROOT, "%.1f", (inserted == null ? 0 : inserted) / n);
    }

    /** Opens cases and leaves them at their first task. */
    private String open(long from, int n) {
        all(numbers(from, n), work::open);
        long patience = System.nanoTime() + PATIENCE;
        while (work.tasks("Task_EnterOrder").size() < n && System.nanoTime() < patience) {
            pause(20);
        }
        return "open";
    }

    private String backup(String file) {
        work.db.execute("checkpoint");
        work.db.execute("backup to '" + file + "'");
        return file;
    }

    private String fill(int openCases) {
        work.fill(openCases);
        return "filled";
    }

    /** Median and 95th percentile of one page of the work list, in milliseconds. */
    private String page(int times) {
        for (int i = 0; i < times / 3 + 1; i++) {
            work.page();
        }
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            long begun = System.nanoTime();
            if (work.page() != 50) {
                throw new IllegalStateException("The page is not full");
            }
            nanos[i] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        return String.format(Locale.ROOT, "%.3f %.3f", nanos[times / 2] / 1e6, nanos[times * 95 / 100] / 1e6);
    }

    /** Makes one reminder of an open case due after so many seconds each, and answers how late each of them was, in ms. */
    private String timers(long[] seconds) {
        List<String> jobs = work.db.queryForList(
                "select ID_ from ACT_RU_JOB where HANDLER_CFG_ like 'Timer_ReplyWarning%' order by ID_", String.class);
        long now = System.currentTimeMillis();
        for (int i = 0; i < seconds.length; i++) {
            work.engine.getManagementService().setJobDuedate(jobs.get(i), Date.from(Instant.ofEpochMilli(now + seconds[i] * 1000)), false);
        }
        List<String> late = new ArrayList<>();
        for (int i = 0; i < seconds.length; i++) {
            long due = now + seconds[i] * 1000;
            pause(Math.max(0, due - System.currentTimeMillis()));
            while (stillThere(jobs.get(i))) {
                pause(20);
            }
            late.add(String.valueOf(System.currentTimeMillis() - due));
        }
        return String.join(" ", late);
    }

    private boolean stillThere(String job) {
        Map<String, Object> row = work.db.queryForMap("select count(*) as n from ACT_RU_JOB where ID_ = ?", job);
        return !"0".equals(String.valueOf(row.get("n")));
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        people.shutdownNow();
    }
}
