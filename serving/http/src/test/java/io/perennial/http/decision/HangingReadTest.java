package io.perennial.http.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perennial.http.api.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file whose reading hangs, as on a network drive whose server is gone: a pipe that nobody writes to. */
class HangingReadTest {

    @TempDir
    Path root;

    @Test
    @Timeout(60)
    void one_reader_of_feedback_hangs_and_others_are_told_to_come_again_while_answers_are_read() throws Exception {
        LoggedCompany company = new LoggedCompany(root);
        try (DecisionLog log = DecisionLog.open(company.config(), LoggedCompany.CLOCK)) {
            company.score(log, LoggedCompany.subject("u", new SplittableRandom(3)));
            Path pipe = company.config().folder().orElseThrow().resolve("feedback");
            makePipe(pipe);
            FutureTask<List<Feedback>> hanging = new FutureTask<>(() -> log.feedbackOfUser(List.of("u")));
            Thread first = new Thread(hanging, "first");
            first.start();
            while (first.getState() == Thread.State.NEW || !isAtFile(first)) {
                Thread.sleep(5);
            }
            Problem busy = assertThrows(Problem.class, () -> log.feedbackOfUser(List.of("u")));
            assertEquals(Problem.Kind.BUSY, busy.kind());
            assertEquals("1", busy.headers().get("Retry-After"));
            assertEquals(1, log.ofUser(List.of("u"), 10).size());
            assertFalse(hanging.isDone());
            comeBack(pipe);
            first.join(TimeUnit.SECONDS.toMillis(30));
            assertEquals(List.of(), log.feedbackOfUser(List.of("u")), "it goes on where the disk does");
        }
    }

    private static boolean isAtFile(Thread thread) {
        return List.of(thread.getStackTrace()).stream()
                .anyMatch(at -> at.getClassName().equals(Files.class.getName())
                        && at.getMethodName().equals("newByteChannel"));
    }

    private static void makePipe(Path pipe) throws Exception {
        int made = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        assumeTrue(made == 0, "SKIPPED: no pipes can be made here");
    }

    /** Whoever opens it to write lets the reader in; then the pipe makes way for what such a file is. */
    private static void comeBack(Path pipe) throws IOException {
        Files.newOutputStream(pipe, StandardOpenOption.WRITE).close();
        Files.delete(pipe);
    }
}
