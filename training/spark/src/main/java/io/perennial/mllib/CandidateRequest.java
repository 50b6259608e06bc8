package io.perennial.mllib;

import java.util.List;
import java.util.OptionalInt;

/**
 * What is asked for.
 *
 * @param families   what to fit
 * @param seed       of folds of users, as {@code train} is told, and of everything random
 * @param partitions into how many the users are cut; by the number of rows where not said
 */
record CandidateRequest(List<Family> families, long seed, OptionalInt partitions) {

    CandidateRequest {
        families = List.copyOf(families);
        if (partitions.isPresent() && partitions.getAsInt() < 1) {
            throw new IllegalArgumentException(
                    "--partitions " + partitions.getAsInt() + " is not a number of partitions; give 1 or more");
        }
    }
}
