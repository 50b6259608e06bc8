package io.perennial.training.trend;

import io.perennial.training.evaluation.ClusterBootstrap;
import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Judges paths on the same rows: who stands first stays unless a rival's error is smaller beyond chance. */
final class TrendContest {

    /**
     * What judging gave.
     *
     * @param winner     the path to publish
     * @param candidates every path, the one that stood first at the front
     * @param verdict    one sentence
     */
    record Result(TrendPath winner, List<TrendCandidate> candidates, String verdict) {}

    private final BlockRows judged;
    private final double[] ltv;
    private final double[][] actual;
    private final ClusterBootstrap bootstrap;

    TrendContest(BlockRows judged, double[] ltv, long seed) {
        this.judged = judged;
        this.ltv = ltv;
        this.actual = judged.spend();
        this.bootstrap =
                new ClusterBootstrap(judged.rows().users(), judged.rows().weights(), seed);
    }

    /** Holds the contest; a rival must beat everyone who was champion before it. */
    Result hold(TrendPath first, List<TrendPath> rivals) {
        double[] standing = losses(first);
        double[] best = standing;
        TrendPath winner = first;
        List<TrendCandidate> candidates = new ArrayList<>(List.of(candidate(first, new Interval(0, 0, 0))));
        for (TrendPath rival : rivals) {
            double[] losses = losses(rival);
            candidates.add(candidate(rival, bootstrap.difference(losses, standing)));
            if (bootstrap.difference(losses, best).isBelowZero()) {
                winner = rival;
                best = losses;
            }
        }
        return new Result(winner, List.copyOf(candidates), verdict(winner, first, best, standing));
    }

    private double[] losses(TrendPath path) {
        return TrendCandidate.losses(path.predict(judged, ltv), actual);
    }

    private TrendCandidate candidate(TrendPath path, Interval gap) {
        return TrendCandidate.of(path, path.predict(judged, ltv), actual, gap);
    }

    private String verdict(TrendPath winner, TrendPath first, double[] best, double[] standing) {
        if (winner == first) {
            return "no rival beat " + first.description() + " beyond chance";
        }
        Interval gap = bootstrap.difference(best, standing);
        return String.format(
                Locale.ROOT,
                "%s beats %s: squared error lower by %.4g (90 %% interval %.4g to %.4g)",
                winner.id(),
                first.id(),
                -gap.estimate(),
                -gap.high(),
                -gap.low());
    }
}
