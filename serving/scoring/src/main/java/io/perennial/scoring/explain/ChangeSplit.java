package io.perennial.scoring.explain;

import io.perennial.features.feature.Schema;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * Splits the difference between two scores of one user into what the data, the models and the calibration did.
 *
 * <p>The way from the one to the other: the old data under the old models; under the new ones with the old calibration
 * of the churn probability; under the new ones; the new data under the new ones. The last stretch is split by exact
 * Shapley values of the dimensions, the old self being the one reference row.
 */
public final class ChangeSplit {

    /** One reference row leaves nothing to resample: a part of a change is its own interval. */
    private static final ReferenceBootstrap OF_ONE = new ReferenceBootstrap(1);

    private ChangeSplit() {}

    /**
     * A user as some models saw them.
     *
     * @param scorer the models
     * @param row    the user
     */
    public record Moment(Scorer scorer, UserRow row) {}

    /** The difference of a target's value between two moments of one user. */
    public static ChangeResult between(Moment before, Moment after, Target target) {
        Schema schema = after.scorer().schema();
        Optional<String> difference = before.scorer().schema().difference(schema.canonical());
        if (difference.isPresent()) {
            return new Withheld(
                    Withheld.Cause.NOT_COMPARABLE,
                    "the models then and now speak of different things: " + difference.get());
        }
        Score first = before.scorer().score(before.row());
        Score second = after.scorer().score(after.row());
        Optional<Double> from = target.of(first);
        Optional<Double> to = target.of(second);
        if (from.isEmpty() || to.isEmpty()) {
            return Withheld.noScore(from.isEmpty() ? first : second, target);
        }
        if (!Game.isOfDimensions(after.scorer(), target)) {
            return new Withheld(
                    Withheld.Cause.NOT_COMPARABLE,
                    "the trend model reads past months, whose change is not split by dimension; compare ltv");
        }
        return checked(split(before, after, target, from.get(), to.get()), after.row());
    }

    private static Change split(Moment before, Moment after, Target target, double from, double to) {
        double[] old = before.row().features();
        Game game = Game.of(after.scorer(), target, List.of(old));
        double middle = game.whole().of(old, before.row().sequence());
        Attribution data = Attribution.of(
                middle, game.worth(after.row()), after.scorer().schema().parts(), OF_ONE);
        double uncalibrated = isSame(before.scorer(), after.scorer(), target)
                ? from
                : withOldCalibration(before, after.scorer(), target, game);
        double model = uncalibrated - from;
        double calibration = middle - uncalibrated;
        double sum = from + model + calibration + (data.sum() - data.baseline());
        return new Change(target, from, to, data.context(), data.dimensions(), model, calibration, Math.abs(sum - to));
    }

    /** What the new models say of the old data, the churn probability calibrated as it was. */
    private static double withOldCalibration(Moment before, Scorer now, Target target, Game game) {
        double[] old = before.row().features();
        String output = Target.CHURN.output();
        LastCurve then = LastCurve.of(before.scorer().churn().graph(), output);
        double churn = then.of(LastCurve.of(now.churn().graph(), output).raw(old));
        if (target == Target.CHURN) {
            return churn;
        }
        Game.Whole whole = game.whole();
        double[] sequence = before.row().sequence();
        // A trend that reads no churn probability has no calibration to change.
        return game.isChained() ? whole.given(churn, old, sequence) : whole.of(old, sequence);
    }

    private static boolean isSame(Scorer one, Scorer other, Target target) {
        // Each target reads those before it.
        return EnumSet.range(Target.CHURN, target).stream()
                .allMatch(read -> isSame(read.model(one), read.model(other)));
    }

    /** A version that was opened twice is one model; before it is published, what it computes is what it is. */
    private static boolean isSame(Optional<LoadedModel> one, Optional<LoadedModel> other) {
        return one.map(LoadedModel::id).filter(id -> id.version() > 0).equals(other.map(LoadedModel::id))
                || one.map(LoadedModel::graph).equals(other.map(LoadedModel::graph));
    }

    private static ChangeResult checked(Change change, UserRow row) {
        // Written so that NaN fails too.
        if (change.error() <= Explanation.BOUND * Math.max(1, Math.abs(change.to()))) {
            return change;
        }
        return new Withheld(
                Withheld.Cause.SUM_FAILED,
                "parts of the change of " + change.target().output() + " of user " + row.user() + " miss it by "
                        + change.error());
    }
}
