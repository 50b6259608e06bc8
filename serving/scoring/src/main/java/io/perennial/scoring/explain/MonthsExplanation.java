package io.perennial.scoring.explain;

import io.perennial.scoring.model.ModelId;
import java.util.List;

/**
 * A trend that reads past months and its parts: {@code score = baseline + calendar + other + sum of the months}, within
 * {@link Explanation#BOUND} x max(1, |score|), checked when it was made.
 *
 * @param model    the version that gave it
 * @param score    expected spend of the next six blocks, major units, unrounded
 * @param baseline what the model says of the reference path
 * @param path     what that path is
 * @param calendar what the season of the user's own days adds to it, the months held at the reference
 * @param other    what the value and the features that the model reads beside the months add; 0 where it reads none
 * @param months   what each stretch of the past adds, oldest first
 * @param error    |baseline + all parts - score|
 */
public record MonthsExplanation(
        ModelId model,
        double score,
        double baseline,
        Path path,
        double calendar,
        double other,
        List<Month> months,
        double error)
        implements ExplanationResult {

    /** The past that a user's own is compared with. */
    public enum Path {
        /** The mean past of the users the model learned from, as its scaling holds it. */
        MEAN,
        /** A past without purchases: of models that do not scale what they read. */
        EMPTY
    }

    /**
     * A stretch of the past and its part.
     *
     * @param from      first day, epoch day
     * @param to        the day after the last
     * @param occasions the user's purchase occasions in it
     * @param spend     the user's spend in it, major units
     * @param value     its exact Shapley value
     */
    public record Month(int from, int to, double occasions, double spend, double value) {}

    public MonthsExplanation {
        months = List.copyOf(months);
    }

    /** Baseline and all parts added up. */
    public double sum() {
        double sum = baseline + calendar;
        for (Month month : months) {
            sum += month.value();
        }
        return sum + other;
    }
}
