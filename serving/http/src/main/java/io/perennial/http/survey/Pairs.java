package io.perennial.http.survey;

import io.perennial.scoring.population.Population;
import io.perennial.scoring.population.PopulationRow;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Walks two populations side by side: both hold their users in one order. */
final class Pairs {

    private Pairs() {}

    /** Takes a user of either population or of both, with the ordinals, -1 where there is none. */
    @FunctionalInterface
    interface Taker {
        void take(Optional<PopulationRow> then, int thenAt, Optional<PopulationRow> now, int nowAt);
    }

    static void walk(Population earlier, Population later, Taker taker) {
        Population.Reader olds = earlier.reader();
        Population.Reader news = later.reader();
        int old = 0;
        int fresh = 0;
        while (old < earlier.header().users() || fresh < later.header().users()) {
            Optional<PopulationRow> then = at(olds, old, earlier);
            Optional<PopulationRow> now = at(news, fresh, later);
            int order = then.isEmpty() ? 1 : now.isEmpty() ? -1 : compare(then.get(), now.get());
            taker.take(
                    then.filter(row -> order <= 0),
                    order <= 0 ? old : -1,
                    now.filter(row -> order >= 0),
                    order >= 0 ? fresh : -1);
            old += order <= 0 ? 1 : 0;
            fresh += order >= 0 ? 1 : 0;
        }
    }

    private static Optional<PopulationRow> at(Population.Reader reader, int ordinal, Population population) {
        return ordinal < population.header().users() ? Optional.of(reader.at(ordinal)) : Optional.empty();
    }

    private static int compare(PopulationRow one, PopulationRow two) {
        return Arrays.compareUnsigned(
                one.user().getBytes(StandardCharsets.UTF_8), two.user().getBytes(StandardCharsets.UTF_8));
    }
}
