package io.perennial.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.Attributes;

/**
 * The build this process runs, as the manifest of its jar tells; {@code unknown} where it runs from loose classes.
 *
 * @param version such as {@code 0.1.0}
 * @param commit  hash of the commit that was built, followed by {@code -dirty} where files differed from it
 */
public record Build(String version, String commit) {

    private static final String UNKNOWN = "unknown";

    /** The build of this class's jar; all jars of an installation are built together. */
    public static Build current() {
        URL place = Objects.requireNonNull(Build.class.getResource("Build.class"));
        try {
            URLConnection connection = place.openConnection();
            return connection instanceof JarURLConnection jar
                    ? of(jar.getMainAttributes())
                    : new Build(UNKNOWN, UNKNOWN);
        } catch (IOException e) {
            throw new UncheckedIOException("the manifest of " + place + " cannot be read", e);
        }
    }

    static Build of(Attributes manifest) {
        return new Build(
                Optional.ofNullable(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION))
                        .orElse(UNKNOWN),
                Optional.ofNullable(manifest.getValue("Perennial-Commit")).orElse(UNKNOWN));
    }
}
