package io.perennial.features.profile;

import io.perennial.features.feature.FeatureCatalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where the fifths of a population meet: four ascending values for each of recency, frequency and monetary value.
 *
 * <p>Computed once from a population, then applied to any user, so a user's scores do not hang on who is scored
 * beside. A value that equals a cut belongs to the lower fifth.
 *
 * @param recency   days since the last purchase
 * @param frequency purchase occasions ever
 * @param monetary  spend ever, major units
 */
public record RfmCuts(List<Double> recency, List<Double> frequency, List<Double> monetary) {

    private static final int FIFTHS = 5;
    private static final int RECENCY = FeatureCatalogue.index("purchase_silence_days");
    private static final int FREQUENCY = FeatureCatalogue.index("purchase_occasions");
    private static final int MONETARY = FeatureCatalogue.index("spend_lifetime");

    public RfmCuts {
        recency = checked("recency", recency);
        frequency = checked("frequency", frequency);
        monetary = checked("monetary", monetary);
    }

    private static List<Double> checked(String name, List<Double> cuts) {
        boolean ascends = IntStream.range(1, cuts.size()).allMatch(i -> cuts.get(i - 1) <= cuts.get(i));
        if (cuts.size() != FIFTHS - 1 || !ascends || cuts.contains(Double.NaN)) {
            throw new IllegalArgumentException("RFM " + name + " cuts " + cuts + " are not four ascending numbers");
        }
        return List.copyOf(cuts);
    }

    /**
     * The cuts of a population, or empty where nobody ever bought.
     *
     * @param vectors feature vectors of everybody; who never bought is left out
     */
    public static Optional<RfmCuts> of(Iterable<double[]> vectors) {
        double[][] buyers = buyers(vectors);
        if (buyers.length == 0) {
            return Optional.empty();
        }
        return Optional.of(new RfmCuts(cuts(buyers, RECENCY), cuts(buyers, FREQUENCY), cuts(buyers, MONETARY)));
    }

    private static double[][] buyers(Iterable<double[]> vectors) {
        List<double[]> buyers = new ArrayList<>();
        vectors.forEach(vector -> {
            if (!Double.isNaN(vector[RECENCY])) {
                buyers.add(vector);
            }
        });
        return buyers.toArray(new double[0][]);
    }

    /** The least value that at least k fifths of the population do not exceed. */
    private static List<Double> cuts(double[][] vectors, int column) {
        double[] values = Arrays.stream(vectors)
                .mapToDouble(vector -> vector[column])
                .sorted()
                .toArray();
        return IntStream.range(1, FIFTHS)
                .mapToObj(k -> values[Math.floorDiv(k * values.length + FIFTHS - 1, FIFTHS) - 1])
                .toList();
    }

    /** The scores of a user with this feature vector, or empty where the user never bought. */
    public Optional<Rfm> score(double[] vector) {
        if (Double.isNaN(vector[RECENCY])) {
            return Optional.empty();
        }
        return Optional.of(new Rfm(
                FIFTHS - below(recency, vector[RECENCY]),
                1 + below(frequency, vector[FREQUENCY]),
                1 + below(monetary, vector[MONETARY])));
    }

    private static int below(List<Double> cuts, double value) {
        return (int) cuts.stream().filter(cut -> cut < value).count();
    }
}
