package io.perennial.training.value;

import io.perennial.features.outcome.ValueRule;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import java.util.Locale;

/**
 * What refunds leave of spend: the NBD family and Gamma-Gamma foretell purchases before refunds, and value is told after
 * them.
 *
 * @param kept share of spend in the last year that was not given back, 0 to 1, in the mean of users by their occasions, each
 *             user's refunds up to what that user spent, as in an outcome window; 1 where refunds are ignored, or the log
 *             has none. By money, one large order that came back would speak for everybody, though the family foretells none
 *             such.
 */
public record Refunds(double kept) {

    /** As users show it on their as-of. */
    public static Refunds seen(TrainingSet set, Rows rows) {
        int gross = rows.data().column("spend_365");
        int net = rows.data().column("net_spend_365");
        int occasions = rows.data().column("occasions_365");
        if (set.schema().value().refunds() != ValueRule.Refunds.SUBTRACT || Math.min(gross, net) < 0 || occasions < 0) {
            return new Refunds(1);
        }
        double[] weights = rows.weights();
        double all = 0;
        double kept = 0;
        for (int i = 0; i < rows.size(); i++) {
            double[] features = rows.features(i);
            if (features[gross] > 0 && features[occasions] > 0 && !Double.isNaN(features[net])) {
                all += weights[i] * features[occasions];
                kept += weights[i] * features[occasions] * Math.max(0, features[net]) / features[gross];
            }
        }
        return new Refunds(all > 0 ? Math.min(1, kept / all) : 1);
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
