package io.perennial.scoring.graph;

/**
 * One step of a published model: reads earlier nodes' vectors, gives a vector of fixed width.
 *
 * <p>The vocabulary is closed: whatever a trainer learns is exported into these steps or not published. Every node is
 * immutable, checks itself when made, and is total: any input, NaN included, gives a vector and never an exception.
 * NaN means missing; nodes that do not speak of missing values pass it on as arithmetic does.
 */
public sealed interface Node
        permits Input,
                Select,
                Impute,
                Scale,
                OneHot,
                Linear,
                Trees,
                Dense,
                Lstm,
                Nbd,
                GammaGamma,
                Step,
                Quantile,
                Sigmoid,
                Beta,
                Product,
                Blend,
                Hazard,
                Rule,
                Shares,
                Spread {

    /** The earlier nodes it reads, in order. */
    Ints inputs();

    /** The same step on other nodes, as many as {@link #inputs} and in that order. */
    Node reading(Ints nodes);

    /**
     * The width of its vector.
     *
     * @param widths widths of the nodes of {@link #inputs}, in that order
     * @throws IllegalArgumentException where it can't read nodes of these widths
     */
    int width(int[] widths);

    /** How many doubles of working memory {@link #evaluate} needs, given the widths of its inputs. */
    default int scratch(int[] widths) {
        return 0;
    }

    /**
     * Computes its vector.
     *
     * @param in      vectors of the nodes of {@link #inputs}, in that order; not written to
     * @param scratch working memory of the size asked for, of any content
     * @param out     where the vector goes, every element of it
     */
    void evaluate(double[][] in, double[] scratch, double[] out);
}
