package io.perennial.http.quality;

import io.perennial.http.answer.Subjects;
import io.perennial.http.live.Latest;
import io.perennial.http.live.ServedPopulation;
import io.perennial.scoring.model.Distribution;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.population.Population;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Verdict;
import java.util.Optional;
import java.util.stream.IntStream;

/** How the churn probabilities of the batch are spread, read once of a population. For any number of threads. */
final class BatchSpread {

    private static final int MOST_USERS = 5_000;

    private final Latest<ModelId, Distribution> spreads = new Latest<>(1);

    /** The spread of a population; empty where there is none that this version scored. */
    Distribution of(ModelId model, Optional<ServedPopulation> population) {
        return population
                .filter(served -> served.population().header().isScoredBy(model))
                .map(served -> spreads.get(served.id(), any -> spread(served.population())))
                .orElse(Distribution.of(new double[0]));
    }

    /** By at most so many users evenly drawn. */
    private static Distribution spread(Population population) {
        Population.Reader reader = population.reader();
        int users = population.header().users();
        int drawn = Math.min(users, MOST_USERS);
        return Distribution.of(IntStream.range(0, drawn)
                .map(i -> (int) ((long) i * users / drawn))
                .mapToObj(reader::at)
                .map(Subjects::batchScore)
                .filter(score -> !score.verdicts().contains(Verdict.NOT_ELIGIBLE))
                .mapToDouble(score ->
                        score.churn().map(Score.ChurnScore::probability).orElse(Double.NaN))
                .toArray());
    }
}
