package io.perennial.training.backtest;

import io.perennial.training.backtest.TargetReport.Held;
import io.perennial.training.backtest.TargetReport.Total;
import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import java.util.Locale;
import java.util.Set;

/** Totals and intervals part by part for a terminal: those of the champion, of what is told of the outcome window. */
final class PartText {

    private static final Set<String> SHOWN = Set.of("purchases", "value");

    private PartText() {}

    /** Adds whether the total is worse than the floor's, then a line a part. */
    static void add(StringBuilder text, TargetReport target) {
        if (!SHOWN.contains(target.target()) || target.families().isEmpty()) {
            return;
        }
        text.append(verdict(target));
        target.totals().stream()
                .filter(table -> table.family().equals(Family.CHAMPION))
                .forEach(table -> table.parts().forEach(part -> text.append(line(table.slice(), part))));
        target.coverage().forEach(table -> table.parts().forEach(part -> text.append(line(table.slice(), part))));
    }

    /** The gate of totals: the champion's must be no worse than that of the best naive rule, or it says so here. */
    static String verdict(TargetReport target) {
        FamilyReport champion = target.families().get(0);
        Interval gap = champion.againstNaive().get("total_error");
        if (gap == null) {
            return "";
        }
        double error = champion.figures().get("total_error").estimate();
        return String.format(
                Locale.ROOT,
                "total of %s: off by %.1f %%, that of %s by %.1f %%: %s (difference %s)%n",
                target.target(),
                100 * error,
                target.bestNaive(),
                100 * (error - gap.estimate()),
                gap.low() > 0 ? "WORSE than the rule's" : gap.high() < 0 ? "better" : "no worse beyond chance",
                gap.ends(end -> String.format(Locale.ROOT, "%+.3f", end)));
    }

    private static String line(String slice, Total total) {
        return String.format(
                Locale.ROOT,
                "  total, %s %-8s %,7d cases  predicted %,14.2f  actual %,14.2f  ratio %.3f (%s)%n",
                slice,
                total.part(),
                total.cases(),
                total.predicted(),
                total.actual(),
                total.ratio().estimate(),
                total.ratio().ends(end -> String.format(Locale.ROOT, "%.3f", end)));
    }

    private static String line(String slice, Held held) {
        return String.format(
                Locale.ROOT,
                "  interval, %s %-8s %,7d cases  inside %.1f %% (%.1f to %.1f), below %.1f %%, above %.1f %%%n",
                slice,
                held.part(),
                held.cases(),
                100 * held.inside().estimate(),
                100 * held.inside().low(),
                100 * held.inside().high(),
                100 * held.below(),
                100 * held.above());
    }
}
