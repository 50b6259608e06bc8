package io.perennial.training.value;

import io.perennial.features.outcome.ValueRule;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import java.util.Locale;

/**
 * What refunds leave of spend: the NBD family and Gamma-Gamma foretell purchases before refunds, and value is told after
 * them.
 *
 * @param kept share of the spend of the last year that was not given back, 0 to 1, each user's refunds up to what that
 *             user spent, as in an outcome window; 1 where refunds are ignored, or the log has none
 */
public record Refunds(double kept) {

    /** As users show it on their as-of. */
    public static Refunds seen(TrainingSet set, Rows rows) {
        int gross = rows.data().column("spend_365");
        int net = rows.data().column("net_spend_365");
        if (set.schema().value().refunds() != ValueRule.Refunds.SUBTRACT || gross < 0 || net < 0) {
            return new Refunds(1);
        }
        double[] weights = rows.weights();
        double spent = 0;
        double left = 0;
        for (int i = 0; i < rows.size(); i++) {
            double[] features = rows.features(i);
            if (features[gross] > 0 && !Double.isNaN(features[net])) {
                spent += weights[i] * features[gross];
                left += weights[i] * Math.max(0, features[net]);
            }
        }
        return new Refunds(spent > 0 ? Math.min(1, left / spent) : 1);
    }

    /** In a note; empty where nothing was given back. */
    String note() {
        return kept == 1
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; of what users spend %.1f %% is taken off, which they were given back in the last year",
                        100 * (1 - kept));
    }
}
