package io.perennial.features.spark.step;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/** An iterator whose elements come in batches of any size, none included. Not thread-safe. */
public abstract class Batches<T> implements Iterator<T> {

    private final Deque<T> ready = new ArrayDeque<>();
    private boolean ended;

    /** Puts the next batch into the sink; false after the last, when it is not called again. */
    protected abstract boolean advance(Consumer<T> sink);

    @Override
    public final boolean hasNext() {
        while (ready.isEmpty() && !ended) {
            ended = !advance(ready::add);
        }
        return !ready.isEmpty();
    }

    @Override
    public final T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("after the last element");
        }
        return ready.remove();
    }
}
