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

    /** {@code version:digest}, by which a population says what scored it. */
    public String stamp() {
        return version + ":" + digest;
    }

    /** {@code name@version}, the form in score columns. */
    @Override
    public String toString() {
        return name + "@" + version;
    }
}
