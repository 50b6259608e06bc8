package io.perennial.features.feature;

/** Something additive of a user over epoch days {@code [from, to)}: events, days, minor units, seconds. */
@FunctionalInterface
interface Amount {

    long in(int from, int to);

    /** The same from a day on to the as-of. */
    @FunctionalInterface
    interface Since {
        long since(int from);
    }
}
