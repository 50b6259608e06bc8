package io.perennial.http.live;

import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.population.AliasTable;
import io.perennial.scoring.population.Population;
import java.util.List;

/**
 * The population that answers.
 *
 * @param id         which version
 * @param population its users
 */
public record ServedPopulation(ModelId id, Population population) {

    /** All names of the user who stands behind an id, the user's own first. */
    public List<String> names(String id) {
        AliasTable aliases = population.aliases();
        return aliases.ids(aliases.user(id));
    }
}
