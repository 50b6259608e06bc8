package io.perennial.scoring.model;

/**
 * Which version of which model.
 *
 * @param name    model name, such as {@code churn}
 * @param version number in the registry; 0 while it is not published
 * @param digest  SHA-256 of its manifest, lower-case hex; empty while it is not published
 */
public record ModelId(String name, int version, String digest) {

    /** A model that is still being made. */
    public static ModelId unpublished(String name) {
        return new ModelId(name, 0, "");
    }

    /**
     * The version of a model that a {@link #stamp} names.
     *
     * @throws IllegalArgumentException where it is no stamp
     */
    public static ModelId ofStamp(String name, String stamp) {
        String[] parts = stamp.split(":", 2);
        if (parts.length < 2 || !parts[0].matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("'" + stamp + "' names no version of " + name + " as version:digest");
        }
        return new ModelId(name, Integer.parseInt(parts[0]), parts[1]);
    }

    /** {@code version:digest}, by which a population says what scored it. */
    public String stamp() {
        return version + ":" + digest;
    }

    /** {@code name version}, the form in messages and logs. */
    public String named() {
        return name + " " + version;
    }

    /** {@code name@version}, the form in score columns and answers. */
    @Override
    public String toString() {
        return name + "@" + version;
    }
}
