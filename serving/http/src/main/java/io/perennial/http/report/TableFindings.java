package io.perennial.http.report;

import io.perennial.http.report.Report.Calibration;
import io.perennial.http.report.Report.Estimate;
import java.util.List;
import java.util.Map;

/**
 * What a run on a customer table found, in numbers: what its {@code training/evaluation.json} says, for its page.
 *
 * @param asOf        the day the table speaks for, ISO
 * @param label       the column that says who churned
 * @param churned     the value that means churn
 * @param repeats     repeats of the cross-validation
 * @param folds       folds of each
 * @param groups      the columns of each group; those under an empty name are context
 * @param notes       what was left out or counted as missing, in English
 * @param candidates  what was chosen, the families, the rivals, the naive rate
 * @param comparisons what was chosen against each rival
 * @param worseThanPlain whether plain logistic regression is better than what was chosen beyond chance
 */
public record TableFindings(
        String asOf,
        String label,
        String churned,
        int rows,
        int churners,
        int repeats,
        int folds,
        int version,
        Map<String, List<String>> groups,
        List<String> notes,
        List<Candidate> candidates,
        List<Comparison> comparisons,
        boolean worseThanPlain,
        List<Calibration> calibration,
        List<Tenth> deciles,
        List<Point> profits,
        List<Cause> causes,
        Map<String, Long> grades,
        int explained) {

    /** How one candidate did; {@code difference} is the log loss of what was chosen less its own. */
    public record Candidate(
            String id,
            double auc,
            double logLoss,
            double brier,
            double slope,
            Estimate intercept,
            double ece,
            double eceNoise,
            double lift,
            double profit,
            Estimate difference) {}

    /** Figures of what was chosen less those of a rival. */
    public record Comparison(
            String rival,
            Estimate auc,
            Estimate logLoss,
            Estimate profit,
            double aucMargin,
            double logLossMargin,
            boolean notInferior) {}

    /** Mean predicted and actual share of leavers in a tenth of the customers. */
    public record Tenth(int decile, int rows, double predicted, double actual) {}

    /** Total profit of so many contacts, by who picks them. */
    public record Point(int contacts, double chosen, double plain, double random) {}

    /** How many customers at raised risk have their strongest reason in one column. */
    public record Cause(String column, boolean raises, int customers) {}

    /** What was chosen, as judged. */
    public Candidate chosen() {
        return candidates.get(0);
    }

    /** The naive rate, as judged. */
    public Candidate naive() {
        return candidates.get(candidates.size() - 1);
    }
}
