package io.perennial.training.evaluation;

import io.perennial.features.feature.FeatureContext;
import io.perennial.features.profile.LifecycleStage;
import io.perennial.training.data.Rows;
import io.perennial.training.data.Split;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The parts of a population that are judged on their own, by what was known as of the day. */
public final class Slices {

    /** Slices in the order of reports. */
    public static final List<String> ALL = List.of("stage", "tenure", "value", "rhythm", Slices.BLOCK);

    /** The slice of blocks ahead, which the trend alone has. */
    public static final String BLOCK = "block";

    /** Gaps between purchases that vary by less than this share of their mean are kept like appointments. */
    private static final double STEADY = 0.6;

    /** The quarter of the first purchase: totals are judged by it, ranks would have too few users. */
    public static final String COHORT = "cohort";

    /** Users or cases fewer than this are not judged on their own. */
    public static final int LEAST = Split.LEAST_USERS;

    private static final List<String> RISING = rising();

    /** Parts as they rise: early stages, short tenures and small amounts first; what has no rank stands by name. */
    public static final Comparator<String> ORDER =
            Comparator.<String>comparingInt(RISING::indexOf).thenComparing(Comparator.naturalOrder());

    private final Rows rows;
    private final FeatureContext context;
    private final int tenure;
    private final int spend;
    private final int gaps;
    private final int purchaseTenure;
    private final double[] spendCuts;

    /** The slices of some rows; spend is cut into thirds of those who spent among them. */
    public Slices(Rows rows, FeatureContext context) {
        this.rows = rows;
        this.context = context;
        this.tenure = rows.data().column("tenure_days");
        this.spend = rows.data().column("spend_lifetime");
        this.gaps = rows.data().column("purchase_gap_cv");
        this.purchaseTenure = rows.data().column("purchase_tenure_days");
        this.spendCuts = thirds();
    }

    private static List<String> rising() {
        Stream<String> stages = Arrays.stream(LifecycleStage.values()).map(LifecycleStage::id);
        Stream<String> others = Stream.of(
                "under_28_days",
                "under_84_days",
                "under_a_year",
                "year_or_more",
                "none",
                "lowest_third",
                "middle_third",
                "highest_third",
                "under_four_purchases",
                "steady",
                "uneven",
                "erratic");
        return Stream.concat(stages, others).toList();
    }

    private double[] thirds() {
        double[] spends = Arrays.stream(rows.features())
                .mapToDouble(row -> row[spend])
                .filter(value -> value > 0)
                .sorted()
                .toArray();
        return spends.length == 0
                ? new double[0]
                : new double[] {spends[spends.length / 3], spends[2 * spends.length / 3]};
    }

    /** The part of each slice that a row falls into; a slice the log cannot tell is left out. */
    public Map<String, String> of(int i) {
        double[] row = rows.features(i);
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("stage", LifecycleStage.of(row, context.churn()).id());
        parts.put("tenure", tenure(row[tenure]));
        if (spendCuts.length > 0) {
            parts.put("value", value(row[spend]));
            parts.put("rhythm", rhythm(row[gaps]));
        }
        parts.put(COHORT, cohort(rows.asOf(i), row[purchaseTenure]));
        return parts;
    }

    /** The quarter of the first purchase; days of tenure are counted to the last visible day. */
    private static String cohort(int asOf, double tenureDays) {
        if (Double.isNaN(tenureDays)) {
            return "none";
        }
        LocalDate first = LocalDate.ofEpochDay(asOf - 1L - (long) tenureDays);
        return first.getYear() + "-q" + first.get(IsoFields.QUARTER_OF_YEAR);
    }

    private static String tenure(double days) {
        if (days < 28) {
            return "under_28_days";
        }
        if (days < 84) {
            return "under_84_days";
        }
        return days < 365 ? "under_a_year" : "year_or_more";
    }

    /** Purchases at random have gaps that vary as much as their mean. */
    private static String rhythm(double variation) {
        if (Double.isNaN(variation)) {
            return "under_four_purchases";
        }
        return variation < STEADY ? "steady" : variation < 1 ? "uneven" : "erratic";
    }

    private String value(double amount) {
        if (!(amount > 0)) {
            return "none";
        }
        return amount < spendCuts[0] ? "lowest_third" : amount < spendCuts[1] ? "middle_third" : "highest_third";
    }
}
