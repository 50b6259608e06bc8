package io.perennial.training.backtest;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.model.Outputs;
import io.perennial.training.backtest.Family.Kind;
import io.perennial.training.data.Rows;
import io.perennial.training.evaluation.Slices;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.learner.Served;
import io.perennial.training.trend.TrendEntrant;
import io.perennial.training.trend.TrendTrainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What everybody foretold of the six blocks, one case a user and block: all users' first blocks, then their second ones,
 * and so on.
 */
final class TrendCases {

    private static final int BLOCKS = TrendSequence.FUTURE_BLOCKS;

    private final Rows rows;
    private final List<Person> people;
    private final double[] ltv;

    /**
     * Cases of one past day whose blocks are over.
     *
     * @param people who each row is of
     * @param ltv    the served lifetime value of each row
     */
    TrendCases(Rows rows, List<Person> people, double[] ltv) {
        this.rows = rows;
        this.people = people;
        this.ltv = ltv;
    }

    /**
     * The cases.
     *
     * @param unit major units of margin in one minor unit
     */
    Cases of(TrendTrainer.LineUp lineUp, double unit) {
        Served model = served(lineUp.model()::addTo);
        List<Family> families = new ArrayList<>(List.of(bounded(model, suffix -> blocks(model, suffix))));
        for (TrendEntrant entrant : lineUp.entrants()) {
            families.add(Family.of(id(entrant), kind(entrant), blocks(served(entrant.nodes()), "")));
        }
        double[] actual = IntStream.range(0, BLOCKS)
                .mapToObj(block -> rows.of(i -> unit * rows.data().blocksMinor()[rows.row(i)][block]))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        List<Person> owners = IntStream.rangeClosed(1, BLOCKS)
                .mapToObj(block -> people.stream().map(person -> person.in(Slices.BLOCK, Integer.toString(block))))
                .flatMap(each -> each)
                .toList();
        return new Cases(Target.TREND, owners, actual, families);
    }

    /**
     * The same of the six blocks together.
     *
     * @param blocks what {@link #of} gave
     */
    Cases totals(TrendTrainer.LineUp lineUp, Cases blocks) {
        Served model = served(lineUp.model()::addTo);
        List<Family> families =
                new ArrayList<>(List.of(bounded(model, suffix -> model.column(Outputs.TREND_TOTAL + suffix))));
        for (Family family : blocks.families()) {
            if (family.kind() != Kind.CHAMPION) {
                families.add(Family.of(family.id(), family.kind(), sums(family.prediction())));
            }
        }
        return new Cases(Target.TREND_TOTAL, people, sums(blocks.actual()), families);
    }

    private double[] sums(double[] blocks) {
        return rows.of(i -> IntStream.range(0, BLOCKS)
                .mapToDouble(block -> blocks[block * rows.size() + i])
                .sum());
    }

    private static String id(TrendEntrant entrant) {
        return entrant.isNaive() ? "naive:" + entrant.id() : entrant.id();
    }

    private static Kind kind(TrendEntrant entrant) {
        return entrant.isNaive() ? Kind.NAIVE : Kind.LEARNED;
    }

    /** What is served, with the ends of its interval where it tells them. */
    private static Family bounded(Served served, Function<String, double[]> column) {
        boolean told = served.has(Outputs.TREND_TOTAL + "_low");
        return new Family(
                Family.CHAMPION,
                Kind.CHAMPION,
                column.apply(""),
                told ? column.apply("_low") : new double[0],
                told ? column.apply("_high") : new double[0]);
    }

    private Served served(Consumer<ModelDraft> nodes) {
        return Served.of(nodes, rows, ltv);
    }

    private static double[] blocks(Served served, String suffix) {
        return IntStream.range(0, BLOCKS)
                .mapToObj(block -> served.column(Outputs.trend(block + 1) + suffix))
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }
}
