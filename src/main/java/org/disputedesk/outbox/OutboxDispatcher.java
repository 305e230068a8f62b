package org.disputedesk.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.disputedesk.outbox.OutboxChannel.Delivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries out what stands in the outbox: each channel with threads of its own, so that a slow host holds up no other.
 * Several nodes share the work; a row is begun by one of them only.
 */
@Component
public class OutboxDispatcher implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(OutboxDispatcher.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST_ATTEMPTS = 10;
    private static final int SLOTS = 4;

    private final Outbox outbox;
    private final Map<String, OutboxChannel> channels;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final boolean running;
    private final Duration lease;
    private final String node = UUID.randomUUID().toString();
    private final Map<String, Semaphore> free = new ConcurrentHashMap<>();
    private final Map<String, AtomicBoolean> woken = new ConcurrentHashMap<>();
    private final Map<String, ExecutorService> threads = new ConcurrentHashMap<>();

    OutboxDispatcher(
            Outbox outbox,
            List<OutboxChannel> channels,
            Clock clock,
            PlatformTransactionManager transactions,
            @Value("${desk.outbox.enabled:true}") boolean running,
            @Value("${desk.outbox.lease:90s}") Duration lease) {
        this.outbox = outbox;
        this.channels = channels.stream().collect(Collectors.toMap(OutboxChannel::name, Function.identity()));
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.running = running;
        this.lease = lease;
    }

    @Scheduled(fixedDelay = 1000)
    void tick() {
        if (running) {
            channels.keySet().forEach(this::wake);
        }
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void wake(Outbox.Written written) {
        tick();
    }

    private void wake(String channel) {
        AtomicBoolean asked = woken.computeIfAbsent(channel, c -> new AtomicBoolean());
        if (asked.compareAndSet(false, true)) {
            threads(channel).execute(() -> {
                asked.set(false);
                take(channel, threads(channel));
            });
        }
    }

    /** Carries out everything that is due now, in this thread, and returns when nothing is left; for tests of stories. */
    public void drain() {
        channels.keySet().forEach(channel -> {
            while (take(channel, Runnable::run) > 0) {
                log.debug("outbox {}: once more", channel);
            }
        });
    }

    private int take(String channel, Executor executor) {
        Semaphore slots = free.computeIfAbsent(channel, c -> new Semaphore(SLOTS));
        int most = slots.drainPermits();
        if (most == 0) {
            return 0;
        }
        List<OutboxItem> begun = List.of();
        try {
            settleAbandoned(channel, most);
            begun = transaction.execute(status -> {
                List<OutboxItem> due = outbox.lockDue(channel, most);
                due.forEach(item -> outbox.begin(item, node, lease));
                return due;
            });
        } finally {
            slots.release(most - (begun == null ? 0 : begun.size()));
        }
        for (OutboxItem item : begun == null ? List.<OutboxItem>of() : begun) {
            executor.execute(() -> {
                try {
                    attempt(item);
                } finally {
                    slots.release();
                    if (running) {
                        wake(channel);
                    }
                }
            });
        }
        return begun == null ? 0 : begun.size();
    }

    private void attempt(OutboxItem item) {
        Delivery delivery;
        try {
            delivery = channel(item).deliver(item);
        } catch (Exception e) {
            delivery = new Delivery.Later(e.toString(), Duration.ZERO);
        }
        end(item, delivery);
    }

    private void end(OutboxItem item, Delivery delivery) {
        int attempts = item.attempts() + 1;
        if (delivery instanceof Delivery.Delivered) {
            finish(item, OutboxState.SENT, null);
        } else if (delivery instanceof Delivery.Unclear unclear) {
            finish(item, OutboxState.UNKNOWN, unclear.why());
        } else if (delivery instanceof Delivery.Impossible impossible) {
            finish(item, OutboxState.DEAD, impossible.why());
        } else if (delivery instanceof Delivery.Later later) {
            if (attempts >= MOST_ATTEMPTS) {
                finish(item, OutboxState.DEAD, later.why());
            } else {
                Duration pause = later.pause().isZero() ? pause(attempts) : later.pause();
                Instant notBefore = clock.instant().plus(pause);
                transaction.executeWithoutResult(status -> outbox.end(item, OutboxState.RETRY, later.why(), notBefore));
                log.warn(
                        "outbox {} of {}: attempt {} failed, next in {}: {}",
                        item.channel(),
                        item.caseNumber(),
                        attempts,
                        pause,
                        later.why());
            }
        }
    }

    private static Duration pause(int attempts) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    private void finish(OutboxItem item, OutboxState state, @org.jspecify.annotations.Nullable String error) {
        try {
            transaction.executeWithoutResult(status -> {
                if (outbox.end(item, state, error, clock.instant())) {
                    channel(item).handled(item, state, error);
                }
            });
            log.info("outbox {} of {}: {}", item.channel(), item.caseNumber(), state);
        } catch (RuntimeException e) {
            log.warn(
                    "outbox {} of {}: {}, but its case could not be told yet; once more when the lease ends",
                    item.channel(),
                    item.caseNumber(),
                    state,
                    e);
        }
    }

    private void settleAbandoned(String channel, int most) {
        List<OutboxItem> abandoned = transaction.execute(status -> {
            List<OutboxItem> found = outbox.lockAbandoned(channel, most);
            found.forEach(item -> outbox.takeOver(item, node, lease));
            return found;
        });
        for (OutboxItem item : abandoned == null ? List.<OutboxItem>of() : abandoned) {
            OutboxChannel.Found found;
            try {
                found = channel(item).find(item);
            } catch (Exception e) {
                log.warn("outbox {} of {}: cannot find out what became of it", channel, item.caseNumber(), e);
                continue;
            }
            switch (found) {
                case DELIVERED -> finish(item, OutboxState.SENT, null);
                case CANNOT_TELL -> finish(item, OutboxState.UNKNOWN, "The desk stopped while this was being sent.");
                case NOT_DELIVERED ->
                    transaction.executeWithoutResult(status -> outbox.end(
                            item, OutboxState.RETRY, "The desk stopped before this was sent.", clock.instant()));
            }
        }
    }

    private OutboxChannel channel(OutboxItem item) {
        OutboxChannel channel = channels.get(item.channel());
        if (channel == null) {
            throw new IllegalStateException("No channel '" + item.channel() + "'");
        }
        return channel;
    }

    private ExecutorService threads(String channel) {
        return threads.computeIfAbsent(
                channel,
                name -> new ThreadPoolExecutor(
                        SLOTS, SLOTS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                            Thread thread = new Thread(task, "outbox-" + name);
                            thread.setDaemon(true);
                            return thread;
                        }));
    }

    @Override
    public void destroy() throws InterruptedException {
        for (ExecutorService pool : threads.values()) {
            pool.shutdown();
            if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        }
    }
}
