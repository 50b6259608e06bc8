package io.perennial.training.table;

import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a table's run came to, as lines for a terminal. */
final class TableText {

    private TableText() {}

    static List<String> lines(TableEvaluation found, TableRun.Request request) {
        List<String> lines = new ArrayList<>();
        lines.add(line(
                "scored",
                "%,d rows, %,d of them (%.2f %%) have %s = %s",
                found.rows(),
                found.churners(),
                100.0 * found.churners() / found.rows(),
                found.label(),
                found.churned()));
        lines.add(line("judged", "%s", found.judgedOn()));
        lines.addAll(figures(found.candidates()));
        found.comparisons().forEach(one -> lines.add(comparison(one)));
        found.notes().stream()
                .filter(note -> note.contains(ColumnChoice.LEFT_OUT))
                .forEach(note -> lines.add(line("note", "%s", note)));
        lines.add(line("churn", "%s", found.verdict()));
        lines.add(line(
                "groups",
                "%s",
                found.groups().entrySet().stream()
                        .map(group -> group.getKey().isEmpty()
                                ? "context: " + String.join(", ", group.getValue())
                                : "[" + String.join(", ", group.getValue()) + "]")
                        .collect(Collectors.joining(" "))));
        lines.add(line("grades", "%s", found.grades()));
        lines.add(reasons(found));
        lines.add(line("scores", "%s%s", request.out().resolve("scores"), request.csv() ? " and scores.csv" : ""));
        lines.add(line("models", "%s, churn %d", request.registry(), found.version()));
        return lines;
    }

    private static String reasons(TableEvaluation found) {
        int none = found.rows() - found.explained();
        return line(
                "reasons",
                "%,d rows explained, every sum checked, largest difference %.1e%s",
                found.explained(),
                found.largestDifference(),
                none == 0 ? "" : String.format(Locale.ROOT, "; %,d rows have none: %s", none, found.withheld()));
    }

    private static List<String> figures(List<Judgement> candidates) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "  %-16s %7s %9s %7s %6s %19s %13s %5s %7s  %s",
                "",
                "AUC",
                "log loss",
                "Brier",
                "slope",
                "intercept [95 %]",
                "ECE (noise)",
                "lift",
                "EMPC",
                "chosen less it [90 %]"));
        for (Judgement one : candidates) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-16s %7.4f %9.4f %7.4f %6.3f %+6.3f [%+.3f,%+.3f] %.4f (%.4f) %5.2f %7.3f  %s",
                    one.id(),
                    one.auc(),
                    one.logLoss(),
                    one.brier(),
                    one.slope(),
                    one.intercept(),
                    one.interceptLow(),
                    one.interceptHigh(),
                    one.ece(),
                    one.eceNoise(),
                    one.lift(),
                    one.profit(),
                    one.id().equals(CrossValidation.CHOSEN) ? "" : interval(one.difference())));
        }
        return lines;
    }

    private static String comparison(Comparison one) {
        return line(
                "against",
                "%s, paired [90 %%]: AUC %s, log loss %s, EMPC %s; %s (margins: AUC %.3f, log loss %.3f)",
                one.rival(),
                interval(one.auc()),
                interval(one.logLoss()),
                interval(one.profit()),
                one.isNotInferior() ? "not inferior" : "not shown to be not inferior",
                one.aucMargin(),
                one.logLossMargin());
    }

    private static String interval(Interval one) {
        return String.format(Locale.ROOT, "%+.4f [%+.4f, %+.4f]", one.estimate(), one.low(), one.high());
    }

    private static String line(String name, String format, Object... values) {
        return String.format(Locale.ROOT, "%-9s ", name) + String.format(Locale.ROOT, format, values);
    }
}
