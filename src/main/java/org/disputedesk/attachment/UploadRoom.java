package org.disputedesk.attachment;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * How many files may come in and be kept at once, by the memory they need (000-17): a file never lies unsealed on disk, so
 * that it stands in memory until it is sealed. Who finds no room waits a moment in the order of arrival, and is then sent
 * away to come again. {@code desk.uploads.memory} says how much there is, half of the heap by default: one half of it is for
 * files on their way, which may take long on a slow line, the other for files that are being kept, which never does.
 */
@Component
public final class UploadRoom {

    /** What a file of the largest size needs while it is read, looked at and sealed, in MB. */
    static final int KEEPING_NEEDS = 64;

    /** How many wait at most; more would take the threads away from everybody else. */
    static final int MOST_WAIT = 16;

    private static final Duration ON_ITS_WAY_WAITS = Duration.ofSeconds(10);
    private static final Duration KEEPING_WAITS = Duration.ofSeconds(20);

    /** The web server's buffer of a part grows by doubling, so that up to twice of what came stands in memory. */
    private static final int BUFFERED = 2;

    private static final long MOST_COUNTED = 1L << 40;

    private final Part onTheirWay;
    private final Part beingKept;

    @Autowired
    UploadRoom(@Value("${desk.uploads.memory:}") String memory) {
        this(
                memory.isBlank()
                        ? Runtime.getRuntime().maxMemory() / 2
                        : DataSize.parse(memory.strip()).toBytes(),
                ON_ITS_WAY_WAITS,
                KEEPING_WAITS);
    }

    /**
     * Room of another size.
     *
     * @param memory in bytes
     * @param onItsWayWaits how long a file that wants to come in waits for room
     * @param keepingWaits how long one that has come in does
     */
    public UploadRoom(long memory, Duration onItsWayWaits, Duration keepingWaits) {
        this.onTheirWay = new Part(megabytes(memory / 2), onItsWayWaits);
        this.beingKept = new Part((int) Math.max(1, memory / 2 / ((long) KEEPING_NEEDS << 20)), keepingWaits);
    }

    /** Room that is taken, until it is given back. */
    public interface Place {
        /** Once, by whoever took it. */
        void giveBack();
    }

    /**
     * Takes room for a request with files, before any of it is read.
     *
     * @param length of its body in bytes; negative when it does not say, which takes all there is
     * @throws UploadsBusy when there is none for now
     */
    public Place onItsWay(long length) {
        return onTheirWay.take(length < 0 ? Integer.MAX_VALUE : megabytes(Math.min(length, MOST_COUNTED) * BUFFERED));
    }

    /**
     * Takes room for a file that goes out, however slowly it is taken.
     *
     * @param size in bytes
     * @throws UploadsBusy when there is none for now
     */
    Place onItsWayOut(long size) {
        return onTheirWay.take(megabytes(size));
    }

    /**
     * Takes room for keeping one file, or for reading one that is kept; never within another.
     *
     * @throws UploadsBusy when there is none for now
     */
    public Place keeping() {
        return beingKept.take(1);
    }

    /** How many requests stand in line for now. */
    public int waiting() {
        return onTheirWay.free.getQueueLength();
    }

    /** How many that have come in wait until they may be kept. */
    int waitingToBeKept() {
        return beingKept.free.getQueueLength();
    }

    /** How many files are kept at once. */
    int keptAtOnce() {
        return beingKept.most;
    }

    private static int megabytes(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, (bytes + (1L << 20) - 1) >> 20));
    }

    private static final class Part {

        private final int most;
        private final Semaphore free;
        private final Duration longest;

        Part(int most, Duration longest) {
            this.most = most;
            this.free = new Semaphore(most, true);
            this.longest = longest;
        }

        Place take(int wanted) {
            int taken = Math.min(wanted, most);
            try {
                if (free.getQueueLength() >= MOST_WAIT
                        || !free.tryAcquire(taken, longest.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new UploadsBusy();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UploadsBusy();
            }
            return () -> free.release(taken);
        }
    }
}
