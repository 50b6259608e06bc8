package io.perennial.http.survey;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.http.answer.Subject;
import io.perennial.http.answer.Subjects;
import io.perennial.http.live.Arm;
import io.perennial.http.live.PastModels;
import io.perennial.http.live.ServedPopulation;
import io.perennial.scoring.explain.Change;
import io.perennial.scoring.explain.ChangeResult;
import io.perennial.scoring.explain.ChangeSplit;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.explain.Withheld;
import io.perennial.scoring.explain.Withheld.Cause;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.model.ModelRefusedException;
import io.perennial.scoring.population.PopulationHeader;
import io.perennial.scoring.population.PopulationRow;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.score.Scorer;
import java.util.List;
import java.util.Optional;

/**
 * Splits what changed users' churn probabilities between two populations by exact contributions, under the very versions
 * that scored them. Where that fails for one user, nothing is told.
 */
final class ChurnSplit {

    private static final String CHURN = "churn";

    private final PastModels past;
    private final FeatureSchema schema;
    private final MeanChange means = new MeanChange();
    private Optional<Side> then = Optional.empty();
    private Optional<Side> now = Optional.empty();
    private Optional<Withheld> withheld = Optional.empty();

    /** A population with the churn model that scored it. */
    private record Side(PopulationHeader header, Scorer scorer) {}

    ChurnSplit(ServedPopulation before, ServedPopulation after, PastModels past) {
        this.past = past;
        this.schema = FeatureSchema.parse(after.population().header().schema());
        try {
            then = Optional.of(side(before.population().header()));
            now = Optional.of(side(after.population().header()));
        } catch (RegistryException | ModelRefusedException | IllegalArgumentException e) {
            withheld = Optional.of(new Withheld(
                    Cause.NOT_COMPARABLE, "a churn model that scored them can't be opened: " + e.getMessage()));
        }
    }

    private Side side(PopulationHeader header) {
        ModelId churn = ModelId.ofStamp(CHURN, header.models().getOrDefault(CHURN, ""));
        return new Side(
                header,
                past.answering(List.of(churn), Arm.CHAMPION, header.grades()).requireScorer());
    }

    /** A user who was eligible both times. */
    void add(PopulationRow before, PopulationRow after) {
        if (withheld.isPresent()) {
            return;
        }
        ChangeResult result = ChangeSplit.between(moment(then, before), moment(now, after), Target.CHURN);
        if (result instanceof Change change && isStored(change.from(), before) && isStored(change.to(), after)) {
            means.add(change);
            return;
        }
        withheld = Optional.of(
                result instanceof Withheld why
                        ? why
                        : new Withheld(
                                Cause.SUM_FAILED,
                                "user " + after.user() + " is scored otherwise than the population says"));
    }

    private ChangeSplit.Moment moment(Optional<Side> at, PopulationRow row) {
        Side side = at.orElseThrow();
        Subject subject = Subject.of(row.user(), side.header().asOf(), row.features(), null, schema, "population");
        return new ChangeSplit.Moment(side.scorer(), subject.row());
    }

    private static boolean isStored(double churn, PopulationRow row) {
        return Subjects.batchScore(row)
                .churn()
                .filter(stored -> Math.abs(stored.probability() - churn) <= Explanation.BOUND)
                .isPresent();
    }

    ListChange.Split count() {
        return new ListChange.Split(
                means.users(), withheld.<ChangeResult>map(why -> why).orElseGet(means::mean));
    }
}
