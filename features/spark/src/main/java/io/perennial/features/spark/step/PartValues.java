package io.perennial.features.spark.step;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * What each task of a job found, by the task's part of the data.
 *
 * <p>A part that is computed again replaces what it said before: so retried and speculative tasks count once, which
 * Spark's own counters do not promise for transformations.
 *
 * @param <V> what a task says
 */
public final class PartValues<V extends Serializable> extends AccumulatorV2<PartValues.Said<V>, Map<String, V>> {

    private static final long serialVersionUID = 1;

    private final TreeMap<String, V> values = new TreeMap<>();

    /** What a part said. */
    public record Said<V extends Serializable>(String part, V value) implements Serializable {}

    @Override
    public boolean isZero() {
        return values.isEmpty();
    }

    @Override
    public AccumulatorV2<Said<V>, Map<String, V>> copy() {
        PartValues<V> copy = new PartValues<>();
        copy.values.putAll(values);
        return copy;
    }

    @Override
    public void reset() {
        values.clear();
    }

    @Override
    public void add(Said<V> said) {
        values.put(said.part(), said.value());
    }

    @Override
    public void merge(AccumulatorV2<Said<V>, Map<String, V>> other) {
        values.putAll(other.value());
    }

    @Override
    public Map<String, V> value() {
        return values;
    }
}
