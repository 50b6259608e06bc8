package io.perennial.scoring.graph;

import io.perennial.scoring.nbd.FutureWindow;
import io.perennial.scoring.nbd.NbdFamily;
import io.perennial.scoring.nbd.PurchaseHistory;
import io.perennial.scoring.nbd.PurchaseModel;

/**
 * What a model of the NBD family says about the user whose occasions, silence and tenure stand in three columns.
 *
 * <p>Total: see {@link PurchaseHistory#of} for missing and contradictory columns, so that a mixture of two users'
 * features is always legal.
 *
 * @param input     the node read
 * @param occasions its column with days with a purchase, the first included
 * @param silence   its column with days from the last purchase to the last visible day
 * @param tenure    its column with days from the first purchase to the last visible day
 * @param model     the fitted model, rates in days
 * @param quantity  what is asked
 * @param window    over which days; not read for {@link Quantity#ALIVE}
 */
public record Nbd(
        int input, int occasions, int silence, int tenure, PurchaseModel model, Quantity quantity, FutureWindow window)
        implements Node {

    /** What is asked of the model. */
    public enum Quantity {
        /** Expected purchase occasions in the window. */
        EXPECTED,
        /** Probability that the user has not left by the last visible day. */
        ALIVE,
        /** Probability of at least one purchase occasion in the window. */
        ANY,
        /** Expected purchase occasions in the window given at least one: never below 1. */
        EXPECTED_IF_ANY
    }

    /** Below this chance of a purchase its quotient is noise, and one purchase is all that is expected. */
    private static final double RARE = 1e-9;

    public Nbd {
        Shape.node(input);
        Shape.require(model != null && quantity != null && window != null, "nbd lacks a model, quantity or window");
    }

    /** The family with its parameters, as files hold them. */
    static PurchaseModel model(NbdFamily family, Doubles parameters) {
        return family.model(parameters.toArray());
    }

    @Override
    public Ints inputs() {
        return Ints.of(input);
    }

    @Override
    public Nbd reading(Ints nodes) {
        return new Nbd(nodes.get(0), occasions, silence, tenure, model, quantity, window);
    }

    @Override
    public int width(int[] widths) {
        Shape.column(occasions, widths[0], "nbd");
        Shape.column(silence, widths[0], "nbd");
        Shape.column(tenure, widths[0], "nbd");
        return 1;
    }

    @Override
    public void evaluate(double[][] in, double[] scratch, double[] out) {
        PurchaseHistory history = PurchaseHistory.of(in[0][occasions], in[0][silence], in[0][tenure]);
        out[0] = switch (quantity) {
            case EXPECTED -> model.expectedPurchases(history, window);
            case ALIVE -> model.probabilityAlive(history);
            case ANY -> model.probabilityOfPurchase(history, window);
            case EXPECTED_IF_ANY -> expectedIfAny(history);
        };
    }

    private double expectedIfAny(PurchaseHistory history) {
        double any = model.probabilityOfPurchase(history, window);
        return any < RARE ? 1 : Math.max(1, model.expectedPurchases(history, window) / any);
    }
}
