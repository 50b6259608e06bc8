package io.perennial.scoring.explain;

import io.perennial.scoring.explain.Explanation.FeatureBlock;
import io.perennial.scoring.model.References;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Explains the scores of a {@link Scorer}. Immutable, for any number of threads.
 *
 * <p>Making one evaluates the references once; explaining a user then costs a walk of user and references together.
 */
public final class Explainer {

    private final Map<Target, Chain> chains = new EnumMap<>(Target.class);
    private final Optional<MonthGame> months;

    /** Explains what this scorer says. */
    public Explainer(Scorer scorer) {
        for (Target target : Target.values()) {
            Chain.of(scorer, target).ifPresent(chain -> chains.put(target, chain));
        }
        this.months = MonthGame.of(scorer);
    }

    /** Whether a scorer's trend is explained by months, not by dimensions; told without making an explainer. */
    public static boolean tellsTrendByMonths(Scorer scorer) {
        return MonthGame.isPlayed(scorer);
    }

    /**
     * Why the user has this score.
     *
     * @param row    the user
     * @param score  what the scorer said of this very row
     * @param target which of its numbers
     */
    public ExplanationResult explain(UserRow row, Score score, Target target) {
        Optional<Double> served = target.of(score);
        if (served.isEmpty()) {
            return Withheld.noScore(score, target);
        }
        if (target == Target.TREND && months.isPresent()) {
            return months.get().explain(row, score);
        }
        Chain chain = chains.get(target);
        if (chain == null) {
            return new Withheld(
                    Withheld.Cause.NO_REFERENCES,
                    "the model behind " + target.output() + " was learned when there were fewer than "
                            + References.LEAST_USERS
                            + " users to compare with, so it has no reference rows; learn from more users");
        }
        return explain(row, served.get(), target, chain);
    }

    private static ExplanationResult explain(UserRow row, double served, Target target, Chain chain) {
        Attribution parts = chain.attribute(row);
        double bound = Explanation.BOUND * Math.max(1, Math.abs(served));
        double error = Math.abs(parts.sum() - served);
        Optional<FeatureBlock> features = chain.features(row);
        double marginError = features.map(block -> block.error() / Math.max(1, Math.abs(block.margin())))
                .orElse(0.0);
        // Written so that NaN fails too.
        if (!(error <= bound && marginError <= Explanation.BOUND)) {
            return new Withheld(
                    Withheld.Cause.SUM_FAILED,
                    "parts of " + target.output() + " of user " + row.user() + " miss it by " + error + ", bound "
                            + bound + "; margin by " + marginError);
        }
        References references = chain.references();
        List<Reason> reasons = new Reasons(target, chain.schema(), references.peers())
                .of(parts.dimensions(), row.features(), chain.strength(row, served, features));
        return new Explanation(
                target,
                chain.model(),
                served,
                parts.baseline(),
                references.rows().size(),
                parts.context(),
                parts.dimensions(),
                error,
                reasons,
                features);
    }
}
