package io.perennial.training.churn;

import io.perennial.scoring.graph.Beta;
import io.perennial.training.data.Rows;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import java.util.Arrays;

/**
 * A score that grows with the chance of churn, before calibration.
 *
 * @param learned the score
 * @param unit    what its numbers are
 */
public record ChurnScore(Learned learned, Unit unit) {

    /** What the numbers of a score are. */
    public enum Unit {
        LOG_ODDS,
        /** A share or probability in [0, 1]. */
        SHARE
    }

    /** The score of each row as log-odds. */
    public double[] logOdds(Rows rows) {
        double[] values = learned.predict(rows);
        return unit == Unit.LOG_ODDS
                ? values
                : Arrays.stream(values).map(ChurnScore::logOdds).toArray();
    }

    private static double logOdds(double share) {
        double s = Math.max(Beta.EDGE, Math.min(1 - Beta.EDGE, share));
        return StrictMath.log(s) - StrictMath.log1p(-s);
    }

    /** Adds the calibrated probability to a draft and gives its node. */
    public int addTo(ModelDraft draft, Calibrator calibrator) {
        int score = learned.addTo(draft);
        return draft.add(calibrator.node(draft, score, unit));
    }
}
