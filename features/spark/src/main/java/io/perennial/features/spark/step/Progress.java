package io.perennial.features.spark.step;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Says on standard error what a command is doing.
 *
 * @param command the command's name
 * @param out     where to say it
 */
public record Progress(String command, PrintStream out) {

    /** One line: {@code perennial <command>: <what>}. */
    public void say(String format, Object... values) {
        out.println("perennial " + command + ": " + String.format(Locale.ROOT, format, values));
    }
}
