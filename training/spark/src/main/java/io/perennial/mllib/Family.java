package io.perennial.mllib;

import io.perennial.training.churn.ChurnScore;
import io.perennial.training.learner.Learned;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A way of MLlib to learn churn, with its hyper-parameters. */
sealed interface Family permits LogisticFamily, BoostedFamily, SurvivalFamily {

    /** Every family with the hyper-parameters used unless stated. */
    static List<Family> all() {
        return List.of(LogisticFamily.defaults(), BoostedFamily.defaults(), SurvivalFamily.defaults());
    }

    /** Its name on the command line. */
    String word();

    /** The id in reports and manifests: no other library's candidate bears it. */
    default String id() {
        return "mllib:" + word();
    }

    /** What it is, one English sentence. */
    String description();

    /** What the numbers of its score are. */
    ChurnScore.Unit unit();

    /** The columns it learns on, prepared as these rows say. */
    Columns columns(double[][] rows);

    /**
     * Learns.
     *
     * @param instances what {@link Instances} makes with the same columns
     * @param portion   counts of the portion they are of
     * @param context   the columns, the seed and the horizon
     */
    Learned fit(Dataset<Row> instances, PortionCount portion, Context context);

    /**
     * What a fit needs beside its rows.
     *
     * @param columns     the columns learned on
     * @param seed        of everything random
     * @param horizonDays length of the outcome window
     */
    record Context(Columns columns, long seed, int horizonDays) {}

    /** The family of a name. */
    static Family of(String word) {
        return all().stream()
                .filter(family -> family.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no family; there are "
                        + all().stream().map(Family::word).toList()));
    }
}
