package io.perennial.http.page;

import io.perennial.http.live.ServingState;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What the numbers of a page speak for, and what they were made by.
 *
 * @param asOf       the day scores speak for
 * @param ageDays    days since then
 * @param population version of the population, such as {@code population 3}
 * @param models     versions that answer, such as {@code churn 2}
 */
public record Standing(LocalDate asOf, long ageDays, String population, List<String> models) {

    public Standing {
        models = List.copyOf(models);
    }

    static Optional<Standing> of(ServingState state, LocalDate today) {
        return state.population().map(served -> {
            LocalDate asOf = served.population().header().asOf();
            return new Standing(
                    asOf,
                    Math.max(0, ChronoUnit.DAYS.between(asOf, today)),
                    served.id().name() + " " + served.id().version(),
                    state.models().stream()
                            .map(model -> model.id().name() + " " + model.id().version())
                            .toList());
        });
    }
}
