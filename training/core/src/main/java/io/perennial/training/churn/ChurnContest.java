package io.perennial.training.churn;

import io.perennial.training.churn.Judging.Judged;
import io.perennial.training.evaluation.LaterPeriod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Candidates and naive rules judged on one split of rows, and which of them is best. A learned model wins only where
 * its log loss lies below that of the best naive rule with its whole interval, and a blend only where it so beats the
 * best single model.
 */
final class ChurnContest {

    private final Judging judging;
    private final List<Judged> judged;
    private final List<Candidate> obstructed;
    private final long seed;
    private final Judged floor;
    private final Optional<Judged> learned;
    private final boolean beaten;

    private ChurnContest(Judging judging, List<Judged> judged, List<Candidate> obstructed, long seed) {
        this.judging = judging;
        this.judged = judged;
        this.obstructed = obstructed;
        this.seed = seed;
        this.floor = best(ChurnRecipe::isNaive).orElseThrow();
        this.learned = bestLearned();
        this.beaten =
                learned.isPresent() && judging.gap(learned.get(), floor, seed).isBelowZero();
    }

    /**
     * Learns and judges every recipe that can be learned, as many at once as there are cores; blends last, when what
     * they are made of is known.
     *
     * @param recipes  at least one naive rule among them
     * @param seed     everything drawn depends on it alone
     * @param progress told what is being done, by several threads
     */
    static ChurnContest hold(Judging judging, List<ChurnRecipe> recipes, long seed, Consumer<String> progress) {
        List<ChurnRecipe> able = new ArrayList<>();
        List<Candidate> obstructed = new ArrayList<>();
        for (ChurnRecipe recipe : recipes) {
            Optional<String> obstacle = recipe.obstacle(judging.split().learn());
            obstacle.ifPresentOrElse(why -> obstructed.add(Candidate.obstructed(recipe, why)), () -> able.add(recipe));
        }
        progress.accept(able.size() + " churn candidates learn from "
                + judging.split().learn().size() + " rows");
        List<Judged> judged = new ArrayList<>(able.parallelStream()
                .filter(recipe -> !recipe.isBlend())
                .map(recipe -> judged(judging, recipe, seed, progress))
                .toList());
        able.stream()
                .filter(ChurnRecipe::isBlend)
                .map(recipe -> judged(judging, recipe, seed, progress))
                .forEach(judged::add);
        return new ChurnContest(judging, judged, obstructed, seed);
    }

    private static Judged judged(Judging judging, ChurnRecipe recipe, long seed, Consumer<String> progress) {
        Judged judged = judging.judge(recipe, seed);
        progress.accept("churn candidate " + recipe.id() + " judged");
        return judged;
    }

    /** The best single model, or a blend whose loss lies below its with the whole interval. */
    private Optional<Judged> bestLearned() {
        Optional<Judged> single = best(recipe -> !recipe.isNaive());
        return judged.stream()
                .filter(one -> one.recipe().isBlend() && single.isPresent())
                .filter(one -> judging.gap(one, single.get(), seed).isBelowZero())
                .findFirst()
                .or(() -> single);
    }

    private Optional<Judged> best(Predicate<ChurnRecipe> kind) {
        double[] weights = judging.split().choose().weights();
        return judged.stream()
                .filter(one -> kind.test(one.recipe()) && !one.recipe().isBlend())
                .min(Comparator.comparingDouble(one -> weightedMean(one.losses(), weights)));
    }

    private static double weightedMean(double[] values, double[] weights) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
        }
        return sum / Arrays.stream(weights).sum();
    }

    /** The rows and how they were judged. */
    Judging judging() {
        return judging;
    }

    /** Everybody who was judged, in the order of the recipes. */
    List<Judged> judged() {
        return List.copyOf(judged);
    }

    /** The one to serve. */
    Judged champion() {
        return beaten ? learned.get() : floor;
    }

    /** The naive rule that does best where the choice was made. */
    Judged floor() {
        return floor;
    }

    /** The naive rule that does best where the choice was made, the champion aside; empty where there is no other. */
    Optional<Judged> standIn() {
        return best(recipe -> recipe.isNaive() && recipe != champion().recipe());
    }

    /** The figures of everybody against the best naive rule, and why others could not be learned. */
    List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        judged.forEach(one -> candidates.add(judging.candidate(one, floor, seed)));
        candidates.addAll(obstructed);
        return candidates;
    }

    /**
     * What was found, one sentence without its full stop.
     *
     * @param candidates as {@link #candidates} gave them
     */
    String verdict(List<Candidate> candidates) {
        return onChoice() + onLaterPeriod(candidates);
    }

    private String onChoice() {
        String rule = floor.recipe().id();
        if (beaten) {
            return champion().recipe().id() + " beats " + rule
                    + ", the naive rule that did best where the choice was made";
        }
        return learned.isPresent()
                ? "no learned model beats the naive rule " + rule + " beyond chance, so the rule is used"
                : "no other model could be learned, so " + rule + " is used";
    }

    /** Says so where, on the later period, a naive rule other than the champion did better. */
    private String onLaterPeriod(List<Candidate> candidates) {
        if (!judging.split().temporal()) {
            return "";
        }
        Map<String, Double> losses = new LinkedHashMap<>();
        Map<String, Double> rules = new LinkedHashMap<>();
        for (Candidate one : candidates) {
            if (one.judged() != null) {
                losses.put(one.id(), one.judged().logLoss());
                if (one.naive()) {
                    rules.put(one.id(), one.judged().logLoss());
                }
            }
        }
        return LaterPeriod.note(losses.get(champion().recipe().id()), rules);
    }
}
