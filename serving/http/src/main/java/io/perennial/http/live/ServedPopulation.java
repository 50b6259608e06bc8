package io.perennial.http.live;

import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.population.Population;
import java.util.List;
import java.util.Optional;

/**
 * The population that answers.
 *
 * @param id         which version
 * @param population its users
 */
public record ServedPopulation(ModelId id, Population population) {

    /** All ids of the user an id stands for, the user's own first; without a population nobody knows of others. */
    public static List<String> ids(Optional<ServedPopulation> served, String id) {
        return served.map(its -> its.population().aliases().ids(id)).orElse(List.of(id));
    }
}
