package io.perennial.training.backtest;

import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The main figures of a back-test as a table for a terminal. */
final class BacktestText {

    private static final Map<String, List<String>> SHOWN = Map.of(
            "churn", List.of("log_loss", "auc", "brier", "calibration_slope", "ece", "ece_noise"),
            "purchases", List.of("rmse", "mae", "spearman", "auc_any", "n_gini", "sum_ratio"),
            "value", List.of("rmse", "mae", "spearman", "n_gini", "sum_ratio", "total_error"),
            "trend", List.of("rmse", "mae", "spearman", "n_gini", "sum_ratio", "coverage"),
            "trend_total", List.of("rmse", "mae", "spearman", "n_gini", "sum_ratio", "coverage"),
            "value_median", List.of("mae", "rmse", "sum_ratio"),
            "purchases_median", List.of("mae", "rmse", "sum_ratio"));

    /** Of the value over another horizon. */
    private static final List<String> HORIZON = List.of("rmse", "n_gini", "sum_ratio", "total_error");

    private static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN, Double.NaN);

    private static final List<String> CALIBRATION =
            List.of("log_loss", "ece", "ece_noise", "calibration_slope", "interval_width");

    private static final List<String> SURVIVAL = List.of("integrated_brier", "c_index");

    private BacktestText() {}

    /** The text, lines ended. */
    static String of(BacktestFile file) {
        StringBuilder text = new StringBuilder();
        for (BacktestFile.Day day : file.periods()) {
            text.append(String.format(
                    Locale.ROOT,
                    "as of %s: outcomes %s to %s, %,d eligible users, %.1f %% left; rung %s, served %s%s%n",
                    day.asOf(),
                    day.windowStart(),
                    day.windowEnd(),
                    day.eligible(),
                    day.eligible() == 0 ? 0.0 : 100.0 * day.churned() / day.eligible(),
                    day.rung(),
                    day.champions(),
                    day.looks() > 1 ? "; looked at " + day.looks() + " times" : ""));
        }
        file.targets().forEach(target -> add(text, target));
        file.targets().stream()
                .filter(target -> target.target().equals(Target.TREND.id()))
                .forEach(target -> addParts(text, target));
        for (DecisionReport.ContactList list : file.decisions().lists()) {
            add(text, list);
        }
        add(text, file.decisions());
        add(text, "calibrators of the champion's score", file.calibrators(), CALIBRATION);
        add(text, "when users come back", file.survival(), SURVIVAL);
        file.studies().forEach(variant -> text.append(studied(variant)));
        return text.toString();
    }

    private static void add(StringBuilder text, TargetReport target) {
        List<String> shown = SHOWN.getOrDefault(target.target(), HORIZON);
        text.append(String.format(
                Locale.ROOT, "%n%s, %,d cases of %,d users%n", target.target(), target.cases(), target.users()));
        text.append(String.format(Locale.ROOT, "%-36s", "family"));
        shown.forEach(name -> text.append(String.format(Locale.ROOT, "%12s", shortened(name))));
        text.append(String.format(Locale.ROOT, "  %s less that of %s%n", target.gate(), target.bestNaive()));
        for (FamilyReport family : target.families()) {
            text.append(String.format(Locale.ROOT, "%-36s", family.id()));
            shown.forEach(name -> text.append(shown(family, name)));
            Interval gap = family.againstNaive().get(target.gate());
            text.append(
                    gap == null
                            ? ""
                            : String.format(
                                    Locale.ROOT, "  %+.4f (%+.4f to %+.4f)", gap.estimate(), gap.low(), gap.high()));
            text.append(System.lineSeparator());
        }
        PartText.add(text, target);
    }

    private static String shown(FamilyReport family, String name) {
        Interval figure = family.figures().get(name);
        return figure == null ? " ".repeat(12) : String.format(Locale.ROOT, "%12.4f", figure.estimate());
    }

    /** For whom a rival would have been better than what was served, and for whom worse. */
    private static void addParts(StringBuilder text, TargetReport target) {
        text.append(String.format(
                Locale.ROOT,
                "%n%s by part: users, %s of what is served, share of outcomes inside its interval; rivals' %s less"
                        + " that%n",
                target.target(),
                target.gate(),
                target.gate()));
        for (TargetReport.Slice slice : target.slices()) {
            for (TargetReport.Part part : slice.parts()) {
                text.append(String.format(Locale.ROOT, "%-36s%,9d", slice.name() + " " + part.name(), part.users()));
                part.families().forEach(family -> text.append(part(family, target.gate())));
                text.append(System.lineSeparator());
            }
        }
    }

    private static String part(FamilyReport family, String gate) {
        if (family.id().equals(Family.CHAMPION)) {
            return shown(family, gate) + shown(family, "coverage");
        }
        Interval gap = family.againstChampion().getOrDefault(gate, new Interval(0, 0, 0));
        return String.format(
                Locale.ROOT, "  %s %+.2f (%+.2f to %+.2f)", family.id(), gap.estimate(), gap.low(), gap.high());
    }

    private static void add(StringBuilder text, DecisionReport.ContactList list) {
        text.append(String.format(
                Locale.ROOT,
                "%n%s: %.1f %% alerted, within each day; %.1f %% leave%n",
                list.name(),
                100 * list.share(),
                100 * list.base()));
        for (DecisionReport.Found found : list.found()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-36sprecision %.3f (%.3f to %.3f), recall %.3f, precision less silence %+.3f (%+.3f to %+.3f)%n",
                    found.ranking(),
                    found.precision().estimate(),
                    found.precision().low(),
                    found.precision().high(),
                    found.recall().estimate(),
                    found.againstSilence().estimate(),
                    found.againstSilence().low(),
                    found.againstSilence().high()));
        }
    }

    private static void add(StringBuilder text, DecisionReport decisions) {
        text.append(String.format(
                Locale.ROOT,
                "%nto find %.0f %% of those who leave, the same share of each day%n",
                100 * decisions.recall()));
        for (DecisionReport.Reach reach : decisions.reach()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-36salert %.3f, precision %.3f (%.3f to %.3f), less base %s, less silence %s%n",
                    reach.ranking(),
                    reach.alerted().estimate(),
                    reach.precision().estimate(),
                    reach.precision().low(),
                    reach.precision().high(),
                    signed(reach.againstBase()),
                    signed(reach.againstSilence())));
        }
    }

    /** A table of figures, each but for the champion's own with the first figure's difference to the champion's. */
    private static void add(StringBuilder text, String title, List<FamilyReport> families, List<String> shown) {
        if (families.isEmpty()) {
            return;
        }
        text.append(String.format(Locale.ROOT, "%n%-36s", title));
        shown.forEach(name -> text.append(String.format(Locale.ROOT, " %17s", shortened(name))));
        text.append(String.format(Locale.ROOT, "  %s less that of the champion%n", shown.get(0)));
        for (FamilyReport family : families) {
            text.append(String.format(Locale.ROOT, "%-36s", family.id()));
            shown.forEach(name -> text.append(String.format(
                    Locale.ROOT,
                    " %17.4f",
                    family.figures().getOrDefault(name, UNKNOWN).estimate())));
            text.append(String.format(
                    Locale.ROOT, "  %s%n", signed(family.againstChampion().getOrDefault(shown.get(0), UNKNOWN))));
        }
    }

    private static String signed(Interval gap) {
        return String.format(Locale.ROOT, "%+.4f (%+.4f to %+.4f)", gap.estimate(), gap.low(), gap.high());
    }

    private static String studied(FamilyReport variant) {
        Interval gap = variant.againstNaive().getOrDefault("log_loss", new Interval(0, 0, 0));
        return String.format(
                Locale.ROOT,
                "study %-30slog loss %.4f, AUC %.4f, log loss less that of the whole %+.4f (%+.4f to %+.4f)%n",
                variant.id(),
                variant.figures().get("log_loss").estimate(),
                variant.figures().get("auc").estimate(),
                gap.estimate(),
                gap.low(),
                gap.high());
    }

    private static String shortened(String name) {
        return name.replace("calibration_", "");
    }
}
