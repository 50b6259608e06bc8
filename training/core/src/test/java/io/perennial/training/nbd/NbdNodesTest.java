package io.perennial.training.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.time.OutcomeWindow;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphBuilder;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Nbd.Quantity;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.nbd.BgNbd;
import io.perennial.scoring.nbd.FutureWindow;
import io.perennial.scoring.nbd.GammaGamma;
import io.perennial.scoring.nbd.MbgNbd;
import io.perennial.scoring.nbd.Nbd;
import io.perennial.scoring.nbd.ParetoNbd;
import io.perennial.scoring.nbd.PurchaseHistory;
import io.perennial.scoring.nbd.PurchaseModel;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

/** The published nodes say bit for bit what the fitted models say. */
class NbdNodesTest {

    private static final OutcomeWindow WINDOW = new OutcomeWindow(3, 90);
    private static final GammaGamma BASKETS = new GammaGamma(6.25, 3.74, 15.44);
    private static final List<PurchaseModel> MODELS = List.of(
            new BgNbd(0.24, 31, 0.79, 2.4),
            new MbgNbd(0.5, 43, 0.9, 1.6),
            new ParetoNbd(0.55, 74, 0.6, 82),
            new Nbd(0.4, 85));

    @Test
    void every_quantity_is_the_models_own_to_the_last_bit() {
        FutureWindow window = FutureWindow.of(WINDOW);
        for (PurchaseModel model : MODELS) {
            for (User user : users()) {
                assertEquals(
                        model.expectedPurchases(user.history(), window),
                        user.score(nodes -> nodes.add(model, Quantity.EXPECTED, window)));
                assertEquals(
                        model.probabilityAlive(user.history()),
                        user.score(nodes -> nodes.add(model, Quantity.ALIVE, window)));
                assertEquals(
                        model.probabilityOfPurchase(user.history(), window),
                        user.score(nodes -> nodes.add(model, Quantity.ANY, window)));
            }
        }
    }

    @Test
    void the_basket_is_taken_over_repeats_not_occasions() {
        User buyer = new User(3, 10, 100, 40);

        assertEquals(BASKETS.expectedBasket(2, 40), buyer.score(nodes -> nodes.addBasket(BASKETS)));
    }

    @Test
    void a_user_without_a_purchase_is_expected_to_spend_the_population_mean() {
        User nobody = new User(0, Double.NaN, Double.NaN, Double.NaN);

        assertEquals(BASKETS.populationMean(), nobody.score(nodes -> nodes.addBasket(BASKETS)));
    }

    @Test
    void value_is_purchases_times_basket_times_margin() {
        ValueRule rule = new ValueRule(0.4, 0, ValueRule.Refunds.IGNORE);
        for (User user : users()) {
            double purchases = MODELS.get(2).expectedPurchases(user.history(), FutureWindow.of(WINDOW));
            double basket = BASKETS.expectedBasket(user.occasions - 1, user.meanRepeat);
            double value = user.score(nodes -> nodes.addValue(MODELS.get(2), BASKETS, WINDOW, rule));
            assertEquals(0.4 * purchases * basket, value, 1e-12 * (1 + value));
        }
    }

    @Test
    void a_discount_lowers_value_by_no_more_than_that_of_the_last_day() {
        ValueRule plain = ValueRule.defaults();
        ValueRule discounted = new ValueRule(1, 0.1, ValueRule.Refunds.IGNORE);
        for (User user : users()) {
            double value = user.score(nodes -> nodes.addValue(MODELS.get(0), BASKETS, WINDOW, plain));
            double less = user.score(nodes -> nodes.addValue(MODELS.get(0), BASKETS, WINDOW, discounted));
            double least = value * Math.pow(1.1, -93 / 365.25);
            assertTrue(less >= least && less < value, () -> less + " is outside [" + least + ", " + value + ")");
        }
    }

    private static List<User> users() {
        SplittableRandom random = new SplittableRandom(3);
        return random.ints(50, 1, 20)
                .mapToObj(occasions -> new User(
                        occasions,
                        random.nextInt(200),
                        random.nextInt(400),
                        occasions > 1 ? 5 + random.nextInt(100) : Double.NaN))
                .toList();
    }

    private record User(double occasions, double silence, double tenure, double meanRepeat) {

        PurchaseHistory history() {
            return PurchaseHistory.of(occasions, silence, tenure);
        }

        double score(ToIntFunction<NbdNodes> maker) {
            int width = FeatureCatalogue.features().size();
            GraphBuilder builder = new GraphBuilder();
            int features = builder.add(new Input(Input.Source.FEATURES, width));
            Graph graph = builder.output("score", maker.applyAsInt(new NbdNodes(builder, features)))
                    .build();
            return graph.evaluate(Row.of(vector(width)), graph.workspace())[0];
        }

        private double[] vector(int width) {
            double[] vector = new double[width];
            Arrays.fill(vector, Double.NaN);
            vector[FeatureCatalogue.index("purchase_occasions")] = occasions;
            vector[FeatureCatalogue.index("purchase_silence_days")] = silence;
            vector[FeatureCatalogue.index("purchase_tenure_days")] = tenure;
            vector[FeatureCatalogue.index("mean_repeat_basket")] = meanRepeat;
            return vector;
        }
    }
}
