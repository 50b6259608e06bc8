package io.perennial.features.profile;

import static io.perennial.features.profile.Reading.filling;
import static io.perennial.features.profile.Reading.kept;
import static io.perennial.features.profile.Reading.linear;

import io.perennial.features.feature.FeatureCatalogue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The value health index (VHI): what a user is worth in four respects, each 0 to 100. A part without data is empty, never
 * 0, and the index weighs the others alone.
 *
 * <p>Fixed formulas. Only the direct part leans on a population, by the scores of RFM: it is the mean of these three and of
 * the share of the user's own spend that is kept. The ecosystem part counts interactions, invites and days with either;
 * potential is growth against the user's own baseline; brand is what the user says: NPS, tone, complaints, content.
 *
 * @param direct    what the user spends
 * @param ecosystem what the user brings to other users
 * @param potential how much more may come; 50 is as much as before
 * @param brand     what the user says of us
 */
public record ValueHealth(
        OptionalDouble direct, OptionalDouble ecosystem, OptionalDouble potential, OptionalDouble brand) {

    /** The number of parts. */
    public static final int PARTS = 4;

    private static final int BEST = 5;
    private static final int SILENCE = FeatureCatalogue.index("silence_days");
    private static final int SPEND = FeatureCatalogue.index("spend_lifetime");
    private static final Reading SPEND_KEPT = kept("spend_change_84");
    private static final List<Reading> ECOSYSTEM =
            List.of(filling("interactions_84", 8), filling("invites_84", 1), filling("social_days_84", 4));
    private static final List<Reading> BRAND = List.of(
            linear("nps_last", 0, 10),
            linear("sentiment_84", -1, 1),
            linear("complaints_84", 3, 0),
            filling("content_84", 2));

    /**
     * What the parts count for; they need not add up to 1.
     *
     * @param direct    not negative, as all of them
     * @param ecosystem likewise
     * @param potential likewise
     * @param brand     likewise
     */
    public record Weights(double direct, double ecosystem, double potential, double brand) {

        public Weights {
            boolean isRight =
                    DoubleStream.of(direct, ecosystem, potential, brand).allMatch(one -> one >= 0 && one <= 100);
            if (!isRight || !(direct + ecosystem + potential + brand > 0)) {
                throw new IllegalArgumentException("value weights " + direct + ", " + ecosystem + ", " + potential
                        + ", " + brand + " are not four numbers from 0 to 100 of which one is above 0");
            }
        }

        /** Direct 35 %, ecosystem 25 %, potential and brand 20 % each. */
        public static Weights defaults() {
            return new Weights(0.35, 0.25, 0.20, 0.20);
        }
    }

    /**
     * The parts of a user with this feature vector; of a user who was never active nothing is known.
     *
     * @param rfm empty for who never bought, and where the population has no cuts
     */
    public static ValueHealth of(double[] vector, Optional<Rfm> rfm) {
        if (Double.isNaN(vector[SILENCE])) {
            return new ValueHealth(
                    OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
        }
        return new ValueHealth(
                direct(vector, rfm),
                Reading.mean(ECOSYSTEM, vector),
                Potential.of(vector),
                Reading.mean(BRAND, vector));
    }

    private static OptionalDouble direct(double[] vector, Optional<Rfm> rfm) {
        if (rfm.isEmpty()) {
            return vector[SPEND] == 0 ? OptionalDouble.of(0) : OptionalDouble.empty();
        }
        Rfm its = rfm.get();
        return DoubleStream.of(
                        place(its.recency()), place(its.frequency()), place(its.monetary()), SPEND_KEPT.of(vector))
                .filter(one -> !Double.isNaN(one))
                .average();
    }

    /** 0 for a score of 1, 100 for one of 5. */
    private static double place(int score) {
        return 100.0 * (score - 1) / (BEST - 1);
    }

    /** The weighted mean of the parts with data; empty where there is none, or none of them counts. */
    public OptionalDouble overall(Weights weights) {
        double[] values = {number(direct), number(ecosystem), number(potential), number(brand)};
        double[] shares = {weights.direct(), weights.ecosystem(), weights.potential(), weights.brand()};
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < PARTS; i++) {
            if (!Double.isNaN(values[i])) {
                sum += shares[i] * values[i];
                weight += shares[i];
            }
        }
        return weight > 0 ? OptionalDouble.of(sum / weight) : OptionalDouble.empty();
    }

    private static double number(OptionalDouble part) {
        return part.orElse(Double.NaN);
    }

    /** How many of {@link #PARTS} have data. */
    public int known() {
        return (int) Stream.of(direct, ecosystem, potential, brand)
                .filter(OptionalDouble::isPresent)
                .count();
    }
}
