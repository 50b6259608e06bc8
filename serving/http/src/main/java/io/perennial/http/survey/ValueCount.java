package io.perennial.http.survey;

import io.perennial.http.answer.Subjects;
import io.perennial.http.live.ServedPopulation;
import io.perennial.scoring.population.PopulationHeader;
import io.perennial.scoring.score.Score;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Gathers LTV and value if retained of eligible users, one after the other. */
final class ValueCount {

    private double[] ltv = new double[1_024];
    private double[] ifRetained = new double[1_024];
    private int users;

    /** What a whole population says. */
    static ValueReading of(ServedPopulation served) {
        ValueCount count = new ValueCount();
        served.population().forEach(row -> count.add(Subjects.batchScore(row)));
        return count.reading(served.population().header());
    }

    void add(Score score) {
        if (score.eligible() && score.value().isPresent()) {
            if (users == ltv.length) {
                ltv = Arrays.copyOf(ltv, 2 * users);
                ifRetained = Arrays.copyOf(ifRetained, 2 * users);
            }
            ltv[users] = score.value().get().ltv();
            ifRetained[users++] = score.value().get().ifRetained();
        }
    }

    ValueReading reading(PopulationHeader header) {
        double[] ascending = Arrays.copyOf(ifRetained, users);
        Arrays.sort(ascending);
        double[] ends = Tier.ends(ascending);
        Map<Tier, Double> sums = new EnumMap<>(Tier.class);
        Map<Tier, Integer> counts = new EnumMap<>(Tier.class);
        for (Tier tier : Tier.values()) {
            sums.put(tier, 0.0);
            counts.put(tier, 0);
        }
        for (int i = 0; i < users; i++) {
            Tier tier = Tier.of(ifRetained[i], ends);
            sums.merge(tier, ltv[i], Double::sum);
            counts.merge(tier, 1, Integer::sum);
        }
        // Of nobody the mean is NaN, which lies beyond no line.
        sums.replaceAll((tier, sum) -> sum / counts.get(tier));
        return new ValueReading(header.asOf(), header.models(), users, dispersion(), sums, counts);
    }

    private double dispersion() {
        double sum = 0;
        for (int i = 0; i < users; i++) {
            sum += ltv[i];
        }
        double mean = sum / users;
        double squares = 0;
        for (int i = 0; i < users; i++) {
            squares += (ltv[i] - mean) * (ltv[i] - mean);
        }
        return Math.sqrt(squares / users) / mean;
    }
}
