package io.perennial.http.live;

import java.util.Locale;

/** Which of the versions in traffic answers a user. */
public enum Arm {
    /** The champions. */
    CHAMPION,
    /** The challengers, and the champions of what has none. */
    CHALLENGER,
    /** The champions, for a user on whom nobody may act: without such users no effect can be told. */
    HOLDOUT;

    /** The name in answers, such as {@code holdout}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether whoever asks may act on the answer. */
    public boolean mayAct() {
        return this != HOLDOUT;
    }
}
