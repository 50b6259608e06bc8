package io.perennial.features.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What {@code features} refuses before Spark is opened. */
final class FeaturesCommandTest {

    @Test
    void an_option_that_would_not_be_looked_at_is_refused() {
        refused("--folds is for --labels", "--log", "l", "--out", "o", "--folds", "2");
        refused("--as-of names the days already", "--labels", "--folds", "2", "--as-of", "2020-01-01");
        refused("--json is for --list", "--log", "l", "--out", "o", "--json");
        refused("--lang is for --list", "--log", "l", "--out", "o", "--lang", "zh");
    }

    private static void refused(String because, String... options) {
        String[] words = new String[options.length + 1];
        words[0] = "features";
        System.arraycopy(options, 0, words, 1, options.length);
        PrintStream before = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            assertEquals(2, FeaturesMain.run(words));
        } finally {
            System.setErr(before);
        }
        assertTrue(told.toString(StandardCharsets.UTF_8).contains(because), told.toString(StandardCharsets.UTF_8));
    }
}
