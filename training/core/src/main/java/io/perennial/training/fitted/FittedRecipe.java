package io.perennial.training.fitted;

import io.perennial.training.churn.ChurnRecipe;
import io.perennial.training.churn.ChurnScore;
import io.perennial.training.data.Census;
import io.perennial.training.data.Rows;
import io.perennial.training.data.UserSample;
import java.util.List;
import java.util.Optional;

/**
 * A candidate fitted beforehand to every set of rows it is asked for: which fit is meant is told by the rows.
 *
 * @param id          the id in reports and manifests
 * @param description what it is, in one English sentence
 * @param cause       why it could not be fitted; empty where it could
 * @param fits        one for each set of rows
 * @param sample      the users of which the judge sees all rows
 */
record FittedRecipe(String id, String description, Optional<String> cause, List<Fit> fits, UserSample sample)
        implements ChurnRecipe {

    /**
     * What was learned from a set of rows.
     *
     * @param rows  the set
     * @param score what was learned
     */
    record Fit(Census rows, ChurnScore score) {}

    FittedRecipe {
        fits = List.copyOf(fits);
    }

    @Override
    public boolean isNaive() {
        return false;
    }

    @Override
    public Optional<String> obstacle(Rows rows) {
        boolean isThere = cause.isPresent() || find(rows).isPresent();
        return isThere ? cause : Optional.of("it was not fitted to the rows it is to be judged by");
    }

    @Override
    public ChurnScore fit(Rows rows, long seed) {
        return find(rows)
                .orElseThrow(() -> new IllegalStateException(id + " was not fitted to these " + rows.size()
                        + " rows; fit the candidates again with `perennial mllib`"));
    }

    private Optional<ChurnScore> find(Rows rows) {
        Census census = Census.of(rows);
        return fits.stream()
                .filter(fit -> fit.rows().holds(census, sample))
                .map(Fit::score)
                .findFirst();
    }
}
