package io.perennial.scoring.explain;

import io.perennial.scoring.graph.Beta;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Node;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Sigmoid;
import io.perennial.scoring.graph.Step;
import io.perennial.scoring.graph.Workspace;
import java.util.Optional;

/**
 * The curve that calibrates a probability, apart from the raw score that goes into it.
 *
 * <p>It is the last node where that is a curve of one number: a logistic one reads log-odds, the others a share. Where
 * it is none, as in a naive rule, the probability is its own raw score.
 */
final class LastCurve {

    /** What a raw score is counted in. */
    enum Unit {
        LOG_ODDS,
        SHARE
    }

    /** A raw score. */
    record Raw(double value, Unit unit) {

        double in(Unit wanted) {
            if (unit == wanted) {
                return value;
            }
            double share = Math.max(Beta.EDGE, Math.min(1 - Beta.EDGE, value));
            return wanted == Unit.LOG_ODDS
                    ? StrictMath.log(share) - StrictMath.log1p(-share)
                    : 1 / (1 + StrictMath.exp(-value));
        }
    }

    private final Graph graph;
    private final int raw;
    private final Unit unit;
    private final Optional<Node> curve;

    private LastCurve(Graph graph, int raw, Unit unit, Optional<Node> curve) {
        this.graph = graph;
        this.raw = raw;
        this.unit = unit;
        this.curve = curve;
    }

    /** The curve of an output. */
    static LastCurve of(Graph graph, String output) {
        int target = graph.outputs().get(output);
        Node last = graph.nodes().get(target);
        if (last instanceof Sigmoid sigmoid) {
            return new LastCurve(graph, sigmoid.input(), Unit.LOG_ODDS, Optional.of(last));
        }
        if (last instanceof Beta || last instanceof Step) {
            return new LastCurve(graph, last.inputs().get(0), Unit.SHARE, Optional.of(last));
        }
        return new LastCurve(graph, target, Unit.SHARE, Optional.empty());
    }

    /** The raw score of a vector. */
    Raw raw(double[] features) {
        Workspace room = graph.workspace();
        graph.run(
                Row.of(graph.width(Input.Source.FEATURES) > 0 ? features : new double[0])
                        .withSequence(new double[graph.width(Input.Source.SEQUENCE)])
                        .withUpstream(new double[graph.width(Input.Source.UPSTREAM)]),
                room);
        return new Raw(room.vector(raw)[0], unit);
    }

    /** The probability that this curve makes of a raw score, which may come from another model. */
    double of(Raw score) {
        double own = score.in(unit);
        if (curve.isEmpty()) {
            return own;
        }
        double[] out = new double[1];
        curve.get().evaluate(new double[][] {{own}}, new double[0], out);
        return out[0];
    }
}
