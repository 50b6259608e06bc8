package io.perennial.training.learner;

import io.perennial.training.data.Rows;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A number of the NBD family that speaks of each row by the fit as of the row's own day, and is served by today's. The
 * family reads no outcome, so a day's own fit may be judged on what followed; an older one would be staler than what is
 * served.
 *
 * @param fits fits of a training set that has one of {@linkplain PurchaseFits#newest today}
 * @param says the number by one fit
 */
public record FamilyByDay(PurchaseFits fits, Function<PurchaseProcess, Learned> says) implements Learned {

    @Override
    public int addTo(ModelDraft draft) {
        return says.apply(fits.newest().orElseThrow()).addTo(draft);
    }

    @Override
    public double[] predict(Rows rows) {
        double[] said = new double[rows.size()];
        IntStream.range(0, rows.size()).map(rows::asOf).distinct().forEach(day -> {
            int[] ofDay = IntStream.range(0, said.length)
                    .filter(i -> rows.asOf(i) == day)
                    .toArray();
            double[][] features = Arrays.stream(ofDay).mapToObj(rows::features).toArray(double[][]::new);
            double[] numbers = says.apply(fits.asOf(rows, day)).predict(features);
            for (int i = 0; i < ofDay.length; i++) {
                said[ofDay[i]] = numbers[i];
            }
        });
        return said;
    }
}
