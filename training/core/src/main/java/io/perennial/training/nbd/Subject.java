package io.perennial.training.nbd;

import io.perennial.scoring.nbd.PurchaseHistory;
import java.util.List;

/**
 * A user with what is known of them beside purchases.
 *
 * @param history    the purchases
 * @param covariates numbers that do not change with time, such as 1 for a channel and 0 for the others
 */
public record Subject(PurchaseHistory history, List<Double> covariates) {

    public Subject {
        covariates = List.copyOf(covariates);
        for (double covariate : covariates) {
            if (!(Math.abs(covariate) <= 1e6)) {
                throw new IllegalArgumentException(
                        "covariate " + covariate + " is outside [-1e6, 1e6]; give a number for every user");
            }
        }
    }
}
