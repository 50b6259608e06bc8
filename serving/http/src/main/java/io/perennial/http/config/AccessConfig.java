package io.perennial.http.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Who may ask.
 *
 * @param keys   file of keys, or empty where there are none
 * @param tokens whose tokens are taken, or empty where nobody's are
 */
public record AccessConfig(Optional<Path> keys, Optional<TokenConfig> tokens) {

    /** Nobody has to say who they are. */
    public static AccessConfig none() {
        return new AccessConfig(Optional.empty(), Optional.empty());
    }

    /** Whether whoever asks has to say who they are. */
    public boolean isGuarded() {
        return keys.isPresent() || tokens.isPresent();
    }

    /** The same with keys of a file. */
    public AccessConfig withKeys(Path file) {
        return new AccessConfig(Optional.of(file), tokens);
    }

    static AccessConfig read(Section section) {
        return new AccessConfig(section.path("keys"), section.section("jwt", TokenConfig::read));
    }
}
