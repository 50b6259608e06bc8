package io.perennial.training.family;

import io.perennial.scoring.nbd.PurchaseHistory;
import java.util.List;

/**
 * One user with a purchase.
 *
 * @param id         the user's
 * @param history    in days
 * @param meanBasket mean of the repeat baskets in major units, NaN where there is none or it is not known
 * @param gaps       days between purchases, in order; empty where they are not known
 * @param covariates in the order of {@link Buyers#covariates()}
 */
record Buyer(String id, PurchaseHistory history, double meanBasket, List<Double> gaps, List<Double> covariates) {

    Buyer {
        gaps = List.copyOf(gaps);
        covariates = List.copyOf(covariates);
    }
}
