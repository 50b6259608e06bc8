package io.perennial.http.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.answer.Subject;
import io.perennial.http.config.ConfigBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that neither takes what is written nor refuses it, as a network drive whose server is gone. */
class HangingDiskTest {

    private static final SplittableRandom RANDOM = new SplittableRandom(5);

    /** What the log holds that is on its way to the disk, and some. */
    private static final int MORE_THAN_WAITS = 5_000;

    /** So many that waiting for each would take over half an hour. */
    private static final int ROWS = 1_000;

    @TempDir
    Path root;

    /** Stands for the disk: the log reads it where it begins a segment, on the thread that writes. */
    private static final class Disk extends Clock {

        private final CountDownLatch back = new CountDownLatch(1);
        private boolean hangs;

        @Override
        public Instant instant() {
            if (hangs) {
                try {
                    back.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            hangs = true;
            return LoggedCompany.CLOCK.instant();
        }

        @Override
        public ZoneId getZone() {
            return LoggedCompany.CLOCK.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private LoggedCompany company;
    private DecisionLog log;
    private final Disk disk = new Disk();
    private final Subject subject = LoggedCompany.subject("u", RANDOM);

    @BeforeEach
    void open() {
        company = new LoggedCompany(root);
        log = DecisionLog.open(ConfigBuilder.sized(company.config(), 1 << 20, 1), disk);
    }

    @AfterEach
    void close() {
        disk.back.countDown();
        log.close();
    }

    @Test
    @Timeout(60)
    void of_those_who_read_a_log_that_hangs_with_little_in_it_the_first_alone_waits() {
        score();
        for (int i = 0; i < ROWS; i++) {
            assertEquals(1, read());
        }
        assertTrue(log.isStuck());
        comeBack();
        assertEquals(0, log.dropped());
    }

    @Test
    @Timeout(60)
    void while_the_disk_takes_nothing_the_second_answer_and_every_row_of_a_batch_wait_for_it_no_more() {
        for (int i = 0; i < MORE_THAN_WAITS + ROWS; i++) {
            score();
        }
        long lost = log.dropped();
        assertEquals(MORE_THAN_WAITS + ROWS, log.taken());
        assertTrue(lost >= ROWS, () -> lost + " lost");

        long begin = System.nanoTime();
        for (int i = 0; i < ROWS; i++) {
            assertEquals(1, read(), "what was written before is still read");
        }
        assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(20), "readers wait for the disk");

        comeBack();
        read();
        score();
        assertEquals(1, read(), "it goes on where the disk does");
        assertEquals(lost, log.dropped(), "what waited is written, and nothing else is lost");
    }

    private void score() {
        company.score(log, subject);
    }

    private int read() {
        return log.ofUser(List.of("u"), 1).size();
    }

    private void comeBack() {
        disk.back.countDown();
        while (log.isStuck()) {
            Thread.onSpinWait();
        }
    }
}
