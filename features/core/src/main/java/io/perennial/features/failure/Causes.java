package io.perennial.features.failure;

import java.util.stream.Stream;

/** What lies behind a failure. */
public final class Causes {

    /** Causes may go in a circle. */
    private static final int DEEPEST = 50;

    private Causes() {}

    /** A failure, what caused it, what caused that, and so on: {@value #DEEPEST} at most. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST);
    }
}
