package io.perennial.scoring.nbd;

/** A model whose users buy at random and may leave at purchases only, each with a chance of their own. */
sealed interface DropoutAtPurchase extends PurchaseModel permits BgNbd, MbgNbd {

    /** Shape of the rate of purchase. */
    double r();

    /** Scale of the rate of purchase, in days. */
    double alpha();

    /** First shape of the chance of leaving. */
    double a();

    /** Second shape of the chance of leaving. */
    double b();

    /** What a history tells of its user. */
    BetaGeometric posterior(PurchaseHistory history);

    @Override
    default double[] parameters() {
        return new double[] {r(), alpha(), a(), b()};
    }

    @Override
    default double logLikelihood(PurchaseHistory history) {
        return posterior(history).logLikelihood(r(), alpha(), a(), b());
    }

    @Override
    default double probabilityAlive(PurchaseHistory history) {
        return posterior(history).probabilityAlive();
    }

    @Override
    default double expectedPurchases(PurchaseHistory history, FutureWindow window) {
        return posterior(history).expectedPurchases(window);
    }

    @Override
    default double probabilityOfPurchase(PurchaseHistory history, FutureWindow window) {
        return posterior(history).probabilityOfPurchase(window);
    }
}
