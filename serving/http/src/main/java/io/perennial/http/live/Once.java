package io.perennial.http.live;

import java.util.function.Supplier;

/** A value made when it is first asked for, once. For any number of threads. */
public final class Once<T> implements Supplier<T> {

    private final Supplier<T> maker;
    private T made;

    /** A value to be made. */
    public Once(Supplier<T> maker) {
        this.maker = maker;
    }

    /** Makes it, where it is not there yet. */
    synchronized void make() {
        if (made == null) {
            made = maker.get();
        }
    }

    @Override
    public synchronized T get() {
        make();
        return made;
    }
}
