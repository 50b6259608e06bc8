package io.perennial.training.nbd;

import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.time.OutcomeWindow;
import io.perennial.scoring.graph.Blend;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.GraphBuilder;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Nbd;
import io.perennial.scoring.graph.Product;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.nbd.FutureWindow;
import io.perennial.scoring.nbd.GammaGamma;
import io.perennial.scoring.nbd.PurchaseModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes fitted models into a graph, reading the features of the catalogue: purchase occasions, days since the last
 * purchase, days since the first, and mean repeat basket.
 */
public final class NbdNodes {

    /** Days of future that share one discount factor, that of their middle. */
    private static final int SLICE_DAYS = 30;

    private static final double DAYS_A_YEAR = 365.25;

    private final GraphBuilder graph;
    private final int features;

    /**
     * Nodes for a graph.
     *
     * @param graph    where they are added
     * @param features its node that gives the whole feature vector
     */
    public NbdNodes(GraphBuilder graph, int features) {
        this.graph = graph;
        this.features = features;
    }

    /** Adds what a model says of the user's future window; gives the node's number. */
    public int add(PurchaseModel model, Nbd.Quantity quantity, FutureWindow window) {
        return graph.add(new Nbd(
                features,
                FeatureCatalogue.index("purchase_occasions"),
                FeatureCatalogue.index("purchase_silence_days"),
                FeatureCatalogue.index("purchase_tenure_days"),
                model,
                quantity,
                window));
    }

    /** Adds the expected basket; gives the node's number. The mean is over repeats, one fewer than the occasions. */
    public int addBasket(GammaGamma model) {
        int occasions = graph.add(new Select(features, Ints.of(FeatureCatalogue.index("purchase_occasions"))));
        int repeats = graph.add(new Linear(occasions, Doubles.of(1), -1));
        int basket = graph.add(new Select(features, Ints.of(FeatureCatalogue.index("mean_repeat_basket"))));
        int both = graph.add(new Select(Ints.of(repeats, basket), Ints.of(0, 1)));
        return graph.add(new io.perennial.scoring.graph.GammaGamma(both, 0, 1, model));
    }

    /**
     * Adds the expected value of the outcome window: purchases, discounted by when they are expected, times basket
     * times margin; gives the node's number. Purchases and baskets are taken as independent.
     */
    public int addValue(PurchaseModel model, GammaGamma baskets, OutcomeWindow window, ValueRule rule) {
        List<Integer> slices = new ArrayList<>();
        List<Double> worths = new ArrayList<>();
        int sliceDays = rule.discountAnnual() == 0 ? window.horizonDays() : SLICE_DAYS;
        for (int from = 0; from < window.horizonDays(); from += sliceDays) {
            int days = Math.min(sliceDays, window.horizonDays() - from);
            double start = window.gapDays() + (double) from;
            slices.add(add(model, Nbd.Quantity.EXPECTED, new FutureWindow(start, days)));
            worths.add(rule.margin() * discount(rule, start + days / 2.0));
        }
        int purchases = graph.add(new Blend(Ints.of(slices), Doubles.of(worths), 0));
        return graph.add(new Product(Ints.of(purchases, addBasket(baskets)), Ints.of(0, 0)));
    }

    /** Worth on the as-of of one unit of money that many days later. */
    private static double discount(ValueRule rule, double days) {
        return StrictMath.exp(-StrictMath.log1p(rule.discountAnnual()) * days / DAYS_A_YEAR);
    }
}
