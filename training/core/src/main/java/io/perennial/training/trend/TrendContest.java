package io.perennial.training.trend;

import io.perennial.training.evaluation.ClusterBootstrap;
import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Judges paths on the same rows: who stands first stays unless a rival's error is smaller beyond chance. */
final class TrendContest {

    /**
     * What judging gave.
     *
     * @param winner     the path that won
     * @param standIn    the path that stood first where another won, else the rule with the smallest error; empty where there
     *                   is none
     * @param candidates every path, the one that stood first at the front
     * @param verdict    one sentence
     */
    record Result(Judged winner, Optional<Judged> standIn, List<TrendCandidate> candidates, String verdict) {}

    /** A path as it was judged: what it said of the judged rows, and its error on each. */
    @SuppressWarnings("ArrayRecordComponent") // Numbers by row, never compared.
    record Judged(TrendPath path, double[][] predicted, double[] losses) {

        double loss() {
            return Arrays.stream(losses).sum();
        }
    }

    private final BlockRows rows;
    private final double[] ltv;
    private final double[][] actual;
    private final ClusterBootstrap bootstrap;

    TrendContest(BlockRows rows, double[] ltv, long seed) {
        this.rows = rows;
        this.ltv = ltv;
        this.actual = rows.spend();
        this.bootstrap = new ClusterBootstrap(rows.rows().users(), rows.rows().weights(), seed);
    }

    /**
     * Holds the contest; a rival must beat everyone who was champion before it.
     *
     * @param closed why no rival may win, so that all are judged and who stands first stays; empty where one may
     */
    Result hold(TrendPath first, List<TrendPath> rivals, Optional<String> closed) {
        Judged standing = judged(first);
        Judged best = standing;
        List<TrendCandidate> candidates = new ArrayList<>(List.of(candidate(standing, new Interval(0, 0, 0))));
        List<Judged> rules = new ArrayList<>();
        for (TrendPath path : rivals) {
            Judged rival = judged(path);
            candidates.add(candidate(rival, bootstrap.difference(rival.losses(), standing.losses())));
            if (closed.isEmpty()
                    && bootstrap.difference(rival.losses(), best.losses()).isBelowZero()) {
                best = rival;
            }
            if (path.isNaive() && !path.id().equals(PacePath.ZERO)) {
                rules.add(rival);
            }
        }
        Optional<Judged> standIn = best.path().id().equals(first.id())
                ? rules.stream().min(Comparator.comparingDouble(Judged::loss))
                : Optional.of(standing);
        Judged winner = best;
        String verdict = closed.map(why -> standing.path().description() + " stands: " + why)
                .orElseGet(() -> verdict(winner, standing));
        return new Result(best, standIn, List.copyOf(candidates), verdict);
    }

    private Judged judged(TrendPath path) {
        double[][] predicted = path.predict(rows, ltv);
        return new Judged(path, predicted, TrendCandidate.losses(predicted, actual));
    }

    private TrendCandidate candidate(Judged judged, Interval gap) {
        return TrendCandidate.of(judged.path(), judged.predicted(), actual, gap);
    }

    private String verdict(Judged winner, Judged first) {
        if (winner.path().id().equals(first.path().id())) {
            return "no rival beat " + first.path().description() + " beyond chance";
        }
        Interval gap = bootstrap.difference(winner.losses(), first.losses());
        return String.format(
                Locale.ROOT,
                "%s beats %s: squared error lower by %.4g (90 %% interval %.4g to %.4g)",
                winner.path().id(),
                first.path().description(),
                -gap.estimate(),
                -gap.high(),
                -gap.low());
    }
}
