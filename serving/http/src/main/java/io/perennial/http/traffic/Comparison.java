package io.perennial.http.traffic;

import io.perennial.scoring.score.Score;
import java.util.List;

/**
 * What challengers said beside what champions answered, of churn probabilities.
 *
 * @param tried     the models that were tried, such as {@code churn@7}
 * @param compared  scores both gave
 * @param dropped   scores there was no time for
 * @param withheld  scores the challenger failed to give
 * @param sum       of differences, challenger less champion
 * @param magnitude sum of their sizes
 * @param largest   largest of their sizes
 * @param regraded  users of another churn grade
 */
public record Comparison(
        List<String> tried,
        long compared,
        long dropped,
        long withheld,
        double sum,
        double magnitude,
        double largest,
        long regraded) {

    static Comparison none(List<String> tried) {
        return new Comparison(tried, 0, 0, 0, 0, 0, 0, 0);
    }

    Comparison and(Score champion, Score challenger) {
        double difference = challenger.churn().orElseThrow().probability()
                - champion.churn().orElseThrow().probability();
        boolean isSameGrade =
                champion.profile().grade().equals(challenger.profile().grade());
        return new Comparison(
                tried,
                compared + 1,
                dropped,
                withheld,
                sum + difference,
                magnitude + Math.abs(difference),
                Math.max(largest, Math.abs(difference)),
                regraded + (isSameGrade ? 0 : 1));
    }

    Comparison andDropped() {
        return new Comparison(tried, compared, dropped + 1, withheld, sum, magnitude, largest, regraded);
    }

    Comparison andWithheld() {
        return new Comparison(tried, compared, dropped, withheld + 1, sum, magnitude, largest, regraded);
    }

    /** Mean difference, challenger less champion; NaN before any was compared. */
    public double mean() {
        return sum / compared;
    }

    /** Mean size of the differences; NaN before any was compared. */
    public double meanSize() {
        return magnitude / compared;
    }
}
