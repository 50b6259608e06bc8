package io.perennial.training.value;

import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.Rows;
import io.perennial.training.learner.Learned;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * Rules of thumb for what a user will spend: a weighted sum of features. As they stand they set the floor; to be
 * published they are calibrated by a line on retained users and multiplied by the chance of being retained.
 */
final class NaiveValue implements ValueRecipe {

    static final String YEAR_RATE = "naive:year_rate";

    static final int YEAR = 365;

    private static final String SPEND_OF_YEAR = "spend_" + YEAR;
    private static final String SPEND_EVER = "spend_lifetime";
    private static final int[] WINDOWS = {28, 84, 180, YEAR};

    private final String id;
    private final String description;
    private final List<String> features;
    private final double[] slopes;

    private NaiveValue(String id, String description, List<String> features, double... slopes) {
        this.id = "naive:" + id;
        this.description = description;
        this.features = features;
        this.slopes = slopes;
    }

    /** The rules for a horizon. */
    static List<NaiveValue> all(int horizonDays) {
        int window = nearest(horizonDays);
        List<NaiveValue> rules = new ArrayList<>();
        rules.add(new NaiveValue("zero", "nobody spends anything", List.of()));
        rules.add(new NaiveValue(
                "recent_rate",
                "the mean rate of spend of the last " + window + " days",
                List.of("spend_" + window),
                (double) horizonDays / window));
        rules.add(yearRate(horizonDays));
        rules.add(new NaiveValue("all_visible", "as much as ever before", List.of(SPEND_EVER), 1));
        rules.add(new NaiveValue("mean_basket", "one mean basket", List.of("mean_basket"), 1));
        if (horizonDays >= 150) {
            rules.add(new NaiveValue(
                    "same_period_last_year",
                    "as much as 180 to 365 days ago, to scale",
                    List.of(SPEND_OF_YEAR, "spend_180"),
                    horizonDays / 185.0,
                    -horizonDays / 185.0));
        }
        return rules;
    }

    /** As much as over the last year, to scale; calibration finds the scale anew. */
    static NaiveValue yearRate(int horizonDays) {
        return new NaiveValue(
                "year_rate",
                "the mean rate of spend of the last 365 days",
                List.of(SPEND_OF_YEAR),
                (double) horizonDays / YEAR);
    }

    private static int nearest(int horizonDays) {
        int best = WINDOWS[0];
        for (int window : WINDOWS) {
            best = Math.abs(window - horizonDays) < Math.abs(best - horizonDays) ? window : best;
        }
        return best;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public boolean isNaive() {
        return true;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public int daysRead() {
        return features.contains(SPEND_EVER) ? Integer.MAX_VALUE : features.contains(SPEND_OF_YEAR) ? YEAR : 0;
    }

    @Override
    public Optional<String> obstacle(Rows retained) {
        return features.stream()
                .filter(feature -> retained.data().column(feature) < 0)
                .findFirst()
                .map(feature -> "the snapshots have no feature '" + feature + "'");
    }

    /** The rule as it stands, for each row; missing features count as 0. */
    double[] asItStands(Rows rows) {
        return rows.of(i -> raw(rows.data(), rows.features(i)));
    }

    private double raw(LabelledSnapshots data, double[] row) {
        double sum = 0;
        for (int j = 0; j < slopes.length; j++) {
            double value = row[data.column(features.get(j))];
            sum += Double.isNaN(value) ? 0 : slopes[j] * value;
        }
        return Math.max(0, sum);
    }

    @Override
    public Learned fit(Rows retained, IntToDoubleFunction amount, long seed) {
        Line line = Line.of(asItStands(retained), retained.of(amount), retained.weights());
        if (slopes.length == 0) {
            return Numbers.constant(line.intercept());
        }
        int[] columns = features.stream().mapToInt(retained.data()::column).toArray();
        return Numbers.scaled(Numbers.linear(columns, slopes, 0), line.slope(), line.intercept());
    }

    /**
     * A line whose slope and intercept are not negative, so that it ranks as the rule does and never says less than
     * nothing: that of weighted least squares, or where its intercept would be below 0 the one through the origin with the
     * total that came.
     */
    record Line(double slope, double intercept) {

        static Line of(double[] x, double[] y, double[] weights) {
            double total = Arrays.stream(weights).sum();
            if (total == 0) {
                return new Line(0, 0);
            }
            double meanX = 0;
            double meanY = 0;
            for (int i = 0; i < x.length; i++) {
                meanX += weights[i] * x[i] / total;
                meanY += weights[i] * y[i] / total;
            }
            double xx = 0;
            double xy = 0;
            for (int i = 0; i < x.length; i++) {
                xx += weights[i] * (x[i] - meanX) * (x[i] - meanX);
                xy += weights[i] * (x[i] - meanX) * (y[i] - meanY);
            }
            double slope = xx <= 0 ? 0 : Math.max(0, xy / xx);
            double intercept = meanY - slope * meanX;
            return intercept >= 0 || meanX == 0 ? new Line(slope, Math.max(0, intercept)) : new Line(meanY / meanX, 0);
        }
    }
}
