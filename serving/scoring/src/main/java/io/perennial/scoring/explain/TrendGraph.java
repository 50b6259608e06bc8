package io.perennial.scoring.explain;

import io.perennial.scoring.graph.Blend;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Node;
import io.perennial.scoring.model.Outputs;
import io.perennial.scoring.score.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A trend model's graph with one output, the sum of its six blocks: not every version names that sum. */
final class TrendGraph {

    private TrendGraph() {}

    static Graph of(Graph trend) {
        int[] blocks = IntStream.rangeClosed(1, Score.MONTHS)
                .map(block -> trend.outputs().get(Outputs.trend(block)))
                .toArray();
        double[] ones = new double[blocks.length];
        Arrays.fill(ones, 1);
        List<Node> nodes = new ArrayList<>(trend.nodes());
        nodes.add(new Blend(Ints.of(blocks), Doubles.of(ones), 0));
        return new Graph(nodes, Map.of(Target.TREND.output(), nodes.size() - 1));
    }
}
