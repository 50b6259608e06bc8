package io.perennial.http.survey;

import io.perennial.http.live.ServedPopulation;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.population.Population;
import io.perennial.scoring.population.PopulationHeader;
import io.perennial.scoring.registry.VersionFiles;

/**
 * A population that answered before: what it is, and no more of it than that until it is opened, since a list and an
 * index of a million users take room.
 *
 * @param header what it is
 * @param files  where the rest lies
 */
record Earlier(PopulationHeader header, VersionFiles files) {

    /** That of a published version. */
    static Earlier of(VersionFiles files) {
        return new Earlier(Population.header(files), files);
    }

    /** Whether it is of the same log and of an earlier day. */
    boolean isBefore(PopulationHeader other) {
        return header.schema().equals(other.schema()) && header.asOf().isBefore(other.asOf());
    }

    /** The day it speaks for, as epoch day. */
    int asOf() {
        return Math.toIntExact(header.asOf().toEpochDay());
    }

    /** All of it. */
    ServedPopulation open() {
        return new ServedPopulation(new ModelId(files.name(), files.version(), files.digest()), Population.open(files));
    }
}
