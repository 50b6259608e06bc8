package io.perennial.scoring.counterfactual;

import io.perennial.scoring.graph.Ancestry;
import io.perennial.scoring.graph.Beta;
import io.perennial.scoring.graph.Blend;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Hazard;
import io.perennial.scoring.graph.Impute;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Nbd;
import io.perennial.scoring.graph.Node;
import io.perennial.scoring.graph.Product;
import io.perennial.scoring.graph.Quantile;
import io.perennial.scoring.graph.Rule;
import io.perennial.scoring.graph.Scale;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.graph.Sigmoid;
import io.perennial.scoring.graph.Step;
import io.perennial.scoring.graph.Trees;
import java.util.Arrays;

/**
 * The least and the largest that an output of a graph can be while features lie anywhere in given ranges: node by node
 * in interval arithmetic, in the order of the node's own sums, so that rounding never makes a bound too tight.
 *
 * <p>Bounds hold, but need not be reached: trees are bounded each by itself. Of a node that is not known to be monotone
 * nothing is said where its inputs can vary. One thread.
 */
final class Bounds {

    private final Graph graph;
    private final int target;
    private final boolean[] needed;
    private final Interval[] values;
    private final double[][] scratch;

    Bounds(Graph graph, String output) {
        this.graph = graph;
        this.target = graph.outputs().get(output);
        this.needed = Ancestry.of(graph, target);
        this.values = new Interval[target + 1];
        this.scratch = new double[target + 1][];
        for (int node = 0; node <= target; node++) {
            values[node] = new Interval(graph.width(node));
            int[] widths = graph.nodes().get(node).inputs().size() == 0
                    ? new int[0]
                    : widths(graph.nodes().get(node).inputs());
            scratch[node] = new double[graph.nodes().get(node).scratch(widths)];
        }
    }

    private int[] widths(Ints reads) {
        int[] widths = new int[reads.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = graph.width(reads.get(i));
        }
        return widths;
    }

    /** The range of the output: {@code [0]} the least, {@code [1]} the largest. */
    double[] of(Interval features) {
        for (int node = 0; node <= target; node++) {
            if (needed[node]) {
                make(graph.nodes().get(node), node, features);
            }
        }
        return new double[] {values[target].low[0], values[target].high[0]};
    }

    private void make(Node node, int at, Interval features) {
        Interval out = values[at];
        if (node instanceof Input input) {
            for (int i = 0; i < out.width(); i++) {
                boolean isFeature = input.source() == Input.Source.FEATURES;
                out.set(i, isFeature ? features.low[i] : 0, isFeature ? features.high[i] : 0);
            }
        } else if (isFixed(node)) {
            exact(node, at, out);
        } else {
            bound(node, out);
        }
    }

    private boolean isFixed(Node node) {
        if (node instanceof Nbd nbd) {
            return isFixed(node, nbd.occasions(), nbd.silence(), nbd.tenure());
        }
        if (node instanceof Rule rule) {
            return isFixed(
                    node, rule.axes().stream().mapToInt(Rule.Axis::column).toArray());
        }
        for (int i = 0; i < node.inputs().size(); i++) {
            if (!in(node, i).isPoint()) {
                return false;
            }
        }
        return true;
    }

    /** Whether the columns that a node of one input reads can be one value only. */
    private boolean isFixed(Node node, int... columns) {
        Interval in = in(node, 0);
        return Arrays.stream(columns).allMatch(column -> Double.compare(in.low[column], in.high[column]) == 0);
    }

    private void exact(Node node, int at, Interval out) {
        evaluate(node, at, true, out.low);
        System.arraycopy(out.low, 0, out.high, 0, out.width());
    }

    /** The node's own arithmetic on one end of its inputs. */
    private void evaluate(Node node, int at, boolean lowEnd, double[] into) {
        double[][] in = new double[node.inputs().size()][];
        for (int i = 0; i < in.length; i++) {
            Interval read = values[node.inputs().get(i)];
            in[i] = lowEnd ? read.low : read.high;
        }
        node.evaluate(in, at < 0 ? new double[0] : scratch[at], into);
    }

    private Interval in(Node node, int input) {
        return values[node.inputs().get(input)];
    }

    private void bound(Node node, Interval out) {
        if (node instanceof Trees trees) {
            new TreeBounds(trees).of(in(node, 0), out);
        } else if (node instanceof Linear linear) {
            sum(linear.bias(), linear.weights(), 0, 1, in(node, 0), out, 0);
        } else if (node instanceof Dense dense) {
            dense(dense, in(node, 0), out);
        } else if (node instanceof Blend blend) {
            blend(blend, out);
        } else if (node instanceof Product product) {
            product(product, out);
        } else if (node instanceof Impute impute) {
            impute(impute, in(node, 0), out);
        } else if (isRising(node)) {
            evaluate(node, -1, true, out.low);
            evaluate(node, -1, false, out.high);
            order(out);
        } else if (node instanceof Rule rule) {
            double[] cells = rule.values().toArray();
            out.set(
                    0,
                    Arrays.stream(cells).min().orElseThrow(),
                    Arrays.stream(cells).max().orElseThrow());
        } else if (node instanceof Nbd) {
            out.set(0, 0, Double.POSITIVE_INFINITY);
        } else {
            out.fill();
        }
    }

    /** Whether each number it gives rises, or each falls, with every number it reads. */
    private static boolean isRising(Node node) {
        return node instanceof Select
                || node instanceof Scale
                || node instanceof Sigmoid
                || node instanceof Beta
                || node instanceof Quantile
                || node instanceof Hazard
                || (node instanceof Step step && step.values().isNonDecreasing());
    }

    private static void order(Interval out) {
        for (int i = 0; i < out.width(); i++) {
            if (out.low[i] > out.high[i]) {
                out.set(i, out.high[i], out.low[i]);
            }
        }
    }

    private static void impute(Impute impute, Interval in, Interval out) {
        int values = impute.fill().size();
        for (int i = 0; i < values; i++) {
            boolean missing = Double.isNaN(in.low[i]);
            out.set(
                    i,
                    missing ? impute.fill().get(i) : in.low[i],
                    missing ? impute.fill().get(i) : in.high[i]);
        }
        for (int k = 0; k < impute.flags().size(); k++) {
            out.set(values + k, Double.isNaN(in.low[impute.flags().get(k)]) ? 1 : 0);
        }
    }

    /** A weighted sum in the order in which the nodes themselves add: bias first, then column by column. */
    private static void sum(double bias, Doubles weights, int from, int stride, Interval in, Interval out, int column) {
        double low = bias;
        double high = bias;
        for (int i = 0; i < in.width(); i++) {
            double weight = weights.get(from + i * stride);
            low += weight >= 0 ? weight * in.low[i] : weight * in.high[i];
            high += weight >= 0 ? weight * in.high[i] : weight * in.low[i];
        }
        out.set(column, low, high);
    }

    private static void dense(Dense dense, Interval in, Interval out) {
        int units = dense.bias().size();
        for (int j = 0; j < units; j++) {
            sum(dense.bias().get(j), dense.weights(), j, units, in, out, j);
            // Every activation rises.
            out.set(j, dense.activation().of(out.low[j]), dense.activation().of(out.high[j]));
        }
    }

    private void blend(Blend blend, Interval out) {
        for (int j = 0; j < out.width(); j++) {
            double low = blend.bias();
            double high = blend.bias();
            for (int i = 0; i < blend.inputs().size(); i++) {
                double weight = blend.weights().get(i);
                Interval in = in(blend, i);
                int column = in.width() == 1 ? 0 : j;
                low += weight * (weight >= 0 ? in.low[column] : in.high[column]);
                high += weight * (weight >= 0 ? in.high[column] : in.low[column]);
            }
            out.set(j, low, high);
        }
    }

    private void product(Product product, Interval out) {
        for (int j = 0; j < out.width(); j++) {
            double low = 1;
            double high = 1;
            for (int i = 0; i < product.inputs().size(); i++) {
                Interval in = in(product, i);
                int column = in.width() == 1 ? 0 : j;
                boolean complement = product.complement().get(i) == 1;
                double least = complement ? 1 - in.high[column] : in.low[column];
                double largest = complement ? 1 - in.low[column] : in.high[column];
                double a = Math.min(Math.min(low * least, low * largest), Math.min(high * least, high * largest));
                high = Math.max(Math.max(low * least, low * largest), Math.max(high * least, high * largest));
                low = a;
            }
            out.set(j, low, high);
        }
    }
}
