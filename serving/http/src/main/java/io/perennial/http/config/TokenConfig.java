package io.perennial.http.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whose signed tokens (JWT) are taken.
 *
 * @param issuer     value of {@code iss}
 * @param audience   one of the values of {@code aud}
 * @param keySet     file with the issuer's keys, a JSON Web Key Set
 * @param algorithms signatures taken, such as {@code RS256}
 * @param rolesClaim claim that holds the roles, a list or a text with blanks between
 */
public record TokenConfig(String issuer, String audience, Path keySet, List<String> algorithms, String rolesClaim) {

    private static final Set<String> KNOWN = new TreeSet<>(List.of(
            "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384",
            "ES512"));

    public TokenConfig {
        algorithms = List.copyOf(algorithms);
        if (algorithms.isEmpty() || !KNOWN.containsAll(algorithms)) {
            throw new IllegalArgumentException(
                    "access.jwt.algorithms is " + algorithms + ", not some of " + String.join(", ", KNOWN));
        }
        if (issuer.isBlank() || audience.isBlank()) {
            throw new IllegalArgumentException("access.jwt.issuer or access.jwt.audience is empty; tokens of anybody,"
                    + " for anybody, would be taken");
        }
    }

    static TokenConfig read(Section section) {
        return new TokenConfig(
                section.text("issuer", ""),
                section.text("audience", ""),
                section.path("jwks")
                        .orElseThrow(() -> new IllegalArgumentException(
                                "access.jwt.jwks is missing; name the file with the issuer's keys")),
                section.texts("algorithms", List.of("RS256", "ES256")),
                section.text("roles", "roles"));
    }
}
