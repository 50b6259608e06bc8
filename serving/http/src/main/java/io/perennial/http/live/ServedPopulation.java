package io.perennial.http.live;

import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.population.Population;

/**
 * The population that answers.
 *
 * @param id         which version
 * @param population its users
 */
public record ServedPopulation(ModelId id, Population population) {}
