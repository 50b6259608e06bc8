package io.perennial.http.survey;

import io.perennial.http.answer.Subjects;
import io.perennial.http.live.ServedPopulation;
import io.perennial.scoring.population.PopulationHeader;
import io.perennial.scoring.score.Score;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Counts the LTV of eligible users by tier, in one population. */
final class ValueCount {

    private final IntToDoubleFunction ltv;
    private final IntFunction<Tier> tier;
    private final int size;

    /** Counts of so many users by their ordinals; an LTV of NaN is not counted. */
    private ValueCount(int size, IntToDoubleFunction ltv, IntFunction<Tier> tier) {
        this.size = size;
        this.ltv = ltv;
        this.tier = tier;
    }

    /** What a roll says of a population. */
    static ValueReading of(Roll roll, PopulationHeader header) {
        return new ValueCount(roll.size(), user -> roll.isEligible(user) ? roll.ltv(user) : Double.NaN, roll::tier)
                .reading(header);
    }

    /** What a population says that has no roll. */
    static ValueReading of(ServedPopulation served) {
        PopulationHeader header = served.population().header();
        double[] ltv = new double[header.users()];
        double[] ifRetained = new double[header.users()];
        int[] next = {0};
        served.population().forEach(row -> {
            Score score = Subjects.batchScore(row);
            boolean counts = Roll.isEligible(score) && score.value().isPresent();
            ltv[next[0]] = counts ? score.value().get().ltv() : Double.NaN;
            ifRetained[next[0]++] = counts ? score.value().get().ifRetained() : Double.NaN;
        });
        double[] ends = Tier.ends(
                Arrays.stream(ifRetained).filter(value -> !Double.isNaN(value)).toArray());
        return new ValueCount(ltv.length, user -> ltv[user], user -> Tier.of(ifRetained[user], ends)).reading(header);
    }

    private ValueReading reading(PopulationHeader header) {
        Map<Tier, Double> sums = new EnumMap<>(Tier.class);
        Map<Tier, Integer> counts = new EnumMap<>(Tier.class);
        for (Tier each : Tier.values()) {
            sums.put(each, 0.0);
            counts.put(each, 0);
        }
        counted().forEach(user -> {
            sums.merge(tier.apply(user), ltv.applyAsDouble(user), Double::sum);
            counts.merge(tier.apply(user), 1, Integer::sum);
        });
        int users = counts.values().stream().mapToInt(its -> its).sum();
        // Of nobody the mean is NaN, which lies beyond no line.
        sums.replaceAll((its, sum) -> sum / counts.get(its));
        return new ValueReading(header.asOf(), header.models(), users, dispersion(users), sums, counts);
    }

    private IntStream counted() {
        return IntStream.range(0, size).filter(user -> !Double.isNaN(ltv.applyAsDouble(user)));
    }

    private double dispersion(int users) {
        double mean = counted().mapToDouble(ltv).sum() / users;
        double squares = counted()
                .mapToDouble(ltv)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / users) / mean;
    }
}
