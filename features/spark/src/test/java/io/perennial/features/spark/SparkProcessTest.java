package io.perennial.features.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.spark.step.StepFailed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** How the commands of every Spark process tell what failed in them. */
final class SparkProcessTest {

    /** Fails. */
    @Command(name = "fails")
    private record Failing(Exception failure) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }

    @Test
    void a_refusal_is_told_in_its_own_words_however_deep_spark_has_wrapped_it() {
        assertTold(2, "fails: use another day", new WrongUse("use another day"));
        assertTold(2, "fails: use another day", wrapped(new WrongUse("use another day")));
        assertTold(2, "fails: use another day", wrapped(new IllegalArgumentException("use another day")));
        assertTold(1, "fails: the disk is full", wrapped(new StepFailed("the disk is full", null)));
    }

    @Test
    void what_others_throw_is_told_with_its_type_in_one_line_and_is_nobody_s_wrong_use() {
        assertTold(
                1,
                "fails: failed: java.lang.IllegalStateException: one",
                wrapped(new IllegalStateException("one\ntwo")));
        IllegalArgumentException theirs = new IllegalArgumentException("requirement failed");
        theirs.setStackTrace(
                new StackTraceElement[] {new StackTraceElement("scala.Predef$", "require", "Predef.scala", 1)});
        assertTold(1, "fails: failed: java.lang.IllegalArgumentException: requirement failed", wrapped(theirs));
    }

    @Test
    void a_process_may_have_refusals_of_its_own() {
        ArithmeticException own = new ArithmeticException("no permission");
        for (int exit : List.of(1, 2)) {
            assertEquals(
                    "fails: no permission",
                    said(() -> assertEquals(
                            exit,
                            SparkProcess.run(
                                    new Failing(wrapped(own)),
                                    ArithmeticException.class::isInstance,
                                    failure -> exit == 2))));
        }
    }

    private static void assertTold(int exit, String text, Exception failure) {
        assertEquals(text, said(() -> assertEquals(exit, SparkProcess.run(new Failing(failure)), text)));
    }

    private static Exception wrapped(Exception failure) {
        return new RuntimeException("job aborted", new RuntimeException("task lost", failure));
    }

    private static String said(Runnable running) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            running.run();
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8).strip();
    }
}
