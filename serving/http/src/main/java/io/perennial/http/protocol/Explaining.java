package io.perennial.http.protocol;

import java.util.Optional;
import java.util.function.Supplier;

/** Where explanations run, so that they never stand in front of scores. */
public interface Explaining {

    /** What a task gives; one that finds no room, or takes too long, ends in a problem that says so. */
    <T> T run(Supplier<T> task);

    /**
     * What a task gives; empty where it finds no room, or an instant comes first.
     *
     * @param endNanos the instant, by {@link System#nanoTime}
     */
    <T> Optional<T> runUntil(long endNanos, Supplier<T> task);
}
