package io.perennial.training.nbd;

import io.perennial.scoring.nbd.FutureWindow;
import io.perennial.scoring.nbd.NbdFamily;
import io.perennial.scoring.nbd.PurchaseHistory;
import io.perennial.scoring.nbd.PurchaseModel;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * What a fitted member expects of all users together in a window, with what the uncertainty of its parameters leaves
 * open; that of the users themselves comes on top. Intervals are unknown where the fit is not identified.
 *
 * @param purchases expected purchase occasions
 * @param buyers    expected users with at least one
 * @param alive     expected users who have not left by the last visible day
 */
public record WindowSums(Total purchases, Total buyers, Total alive) {

    /** Draws of the parameters behind each interval. */
    private static final int DRAWS = 100;

    private static final long SEED = 1;

    /** Rows read for the draws, whose sums are scaled as that of the fit itself is to all users. */
    private static final int MOST_ROWS = 2_000;

    /** A sum over users with its interval. */
    public record Total(double value, Interval interval) {}

    /** The sums of a fit over users. */
    public static WindowSums of(NbdFit fit, NbdData data, FutureWindow window) {
        NbdData few = data.thinned(MOST_ROWS);
        List<PurchaseModel> draws = fit.verdict().identified()
                ? fit.uncertainty().draws(DRAWS, SEED).stream()
                        .filter(WindowSums::isInRange)
                        .map(fit::withParameters)
                        .toList()
                : List.of();
        return new WindowSums(
                total(fit.model(), draws, data, few, (model, user) -> model.expectedPurchases(user, window)),
                total(fit.model(), draws, data, few, (model, user) -> model.probabilityOfPurchase(user, window)),
                total(fit.model(), draws, data, few, PurchaseModel::probabilityAlive));
    }

    /** A parameter known only to powers of e may be drawn where the formulas are not defined. */
    private static boolean isInRange(double[] draw) {
        return Arrays.stream(draw).allMatch(parameter -> parameter > 0 && parameter <= NbdFamily.LARGEST_PARAMETER);
    }

    private static Total total(
            PurchaseModel model,
            List<PurchaseModel> draws,
            NbdData data,
            NbdData few,
            ToDoubleBiFunction<PurchaseModel, PurchaseHistory> number) {
        double value = sum(model, data, number);
        double ofFew = sum(model, few, number);
        double scale = ofFew > 0 ? value / ofFew : 1;
        double[] sums = draws.stream()
                .mapToDouble(draw -> scale * sum(draw, few, number))
                .toArray();
        return new Total(value, Interval.of(sums));
    }

    private static double sum(
            PurchaseModel model, NbdData data, ToDoubleBiFunction<PurchaseModel, PurchaseHistory> number) {
        return data.users() * data.mean(user -> number.applyAsDouble(model, user));
    }
}
