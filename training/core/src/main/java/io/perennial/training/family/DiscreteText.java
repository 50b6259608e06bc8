package io.perennial.training.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report of the BG/BB for people, line by line. */
final class DiscreteText {

    private DiscreteText() {}

    static List<String> lines(DiscreteStudy.Report report) {
        List<String> lines = new ArrayList<>();
        lines.add(text("users       %,d", report.users()));
        lines.add(text("%-14s %-10s %10s %10s   %s", "member", "parameter", "value", "s.e.", "90 % interval"));
        report.parameters()
                .forEach(p -> lines.add(text(
                        "%-14s %-10s %10.4f %10.4f   %.4f to %.4f",
                        "BG/BB",
                        p.name(),
                        p.value(),
                        p.error(),
                        p.interval().low(),
                        p.interval().high())));
        lines.add(text("log-likelihood %.3f, %s", report.logLikelihood(), report.verdict()));
        lines.add(text(
                "expected purchases at the next %d opportunities: %.1f", report.opportunities(), report.expected()));
        lines.add("");
        lines.add(text("%4s %4s %4s %8s %8s %10s", "x", "t_x", "n", "users", "alive", "expected"));
        report.histories()
                .forEach(line -> lines.add(text(
                        "%4d %4d %4d %8d %8.3f %10.3f",
                        line.repeats(),
                        line.lastRepeat(),
                        line.opportunities(),
                        line.users(),
                        line.alive(),
                        line.expected())));
        return lines;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
