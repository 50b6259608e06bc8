package io.perennial.command;

import java.util.Locale;

/** What becomes of the versions that a training publishes; what was asked for on the command line. */
public enum Release {
    /** They answer. */
    CHAMPION,
    /** They are tried beside the champions. */
    CHALLENGER,
    /** Nothing: a person decides. */
    PUBLISHED;

    /** The name on a command line and in files, such as {@code champion}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is said of a version, such as {@code published as champion}. */
    public String said() {
        return this == PUBLISHED ? id() : "published as " + id();
    }
}
