package io.perennial.http.survey;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.outcome.Outcome;
import io.perennial.http.answer.Subjects;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.survey.PastList.Head;
import io.perennial.scoring.population.Listed;
import io.perennial.scoring.population.Population;
import io.perennial.scoring.population.PopulationRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts what became of the users at risk of an earlier population, in the ledgers of a later one. */
final class PastListCount {

    private static final int LONGEST = 1_000;
    private static final List<Integer> HEADS = List.of(10, 50, 100, 500, LONGEST);

    private final ServedPopulation earlier;
    private final FeatureSchema schema;
    private final Map<Integer, Integer> places = new HashMap<>();
    private final boolean[] churned;
    private final double[] expected;
    private int eligible;
    private int eligibleChurned;

    PastListCount(ServedPopulation earlier, FeatureSchema schema) {
        this.earlier = earlier;
        this.schema = schema;
        List<Listed> list = earlier.population()
                .list()
                .page(listed -> listed.eligible() && listed.risk().isRaised(), 0, LONGEST)
                .users();
        list.forEach(listed -> places.put(listed.ordinal(), places.size()));
        this.churned = new boolean[list.size()];
        this.expected = new double[list.size()];
    }

    /** A user of the earlier population by ordinal; who is not in the later one did nothing that it knows of. */
    void add(int ordinal, PopulationRow then, Optional<PopulationRow> later) {
        Population population = earlier.population();
        var score = Subjects.batchScore(then);
        if (!score.eligible() || score.churn().isEmpty()) {
            return;
        }
        boolean left = later.map(row -> !Outcome.read(
                                row.ledger(),
                                population.asOf(),
                                schema.window(),
                                schema.context().churn(),
                                schema.value())
                        .active())
                .orElse(true);
        eligible++;
        eligibleChurned += left ? 1 : 0;
        Integer place = places.get(ordinal);
        if (place != null) {
            churned[place] = left;
            expected[place] = score.churn().get().probability();
        }
    }

    PastList count() {
        List<Head> heads = new ArrayList<>();
        int gone = 0;
        double sum = 0;
        for (int i = 0; i < churned.length; i++) {
            gone += churned[i] ? 1 : 0;
            sum += expected[i];
            if (HEADS.contains(i + 1) || i + 1 == churned.length) {
                heads.add(new Head(i + 1, gone, sum));
            }
        }
        return new PastList(
                earlier.id(),
                earlier.population().header().asOf(),
                eligible == 0 ? Double.NaN : (double) eligibleChurned / eligible,
                heads);
    }
}
