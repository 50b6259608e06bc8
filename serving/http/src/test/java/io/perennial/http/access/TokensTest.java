package io.perennial.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.perennial.http.api.Access;
import io.perennial.http.api.Caller;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Role;
import io.perennial.http.config.AccessConfig;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.config.TokenConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of the configured issuer, and everything that only looks like one. */
class TokensTest {

    private static final Instant NOW = Instant.parse("2026-01-04T12:00:00Z");

    @TempDir
    static Path directory;

    private static RSAKey rsa;
    private static ECKey ec;
    private static OctetSequenceKey secret;
    private static Gate gate;

    @BeforeAll
    static void keys() throws JOSEException, IOException {
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        secret = new OctetSequenceKeyGenerator(256).keyID("secret").generate();
        Path file = directory.resolve("jwks.json");
        Files.writeString(file, new JWKSet(List.of(rsa.toPublicJWK(), ec.toPublicJWK(), secret)).toString(false));
        gate = gate(file, List.of("RS256", "ES256", "HS256"));
    }

    private static Gate gate(Path file, List<String> algorithms) {
        TokenConfig tokens = new TokenConfig("https://issuer.example", "perennial", file, algorithms, "roles");
        AccessConfig access = new AccessConfig(Optional.empty(), Optional.of(tokens));
        return Gate.of(ServerConfig.defaults().withAccess(access), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("https://issuer.example")
                .audience(List.of("other", "perennial"))
                .subject("shop")
                .expirationTime(Date.from(NOW.plusSeconds(60)))
                .claim("roles", List.of("explain", "unheard-of"));
    }

    private static String signed(JWSAlgorithm algorithm, String key, JWSSigner signer, JWTClaimsSet claims)
            throws JOSEException {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key).build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    private static String token(JWTClaimsSet.Builder claims) throws JOSEException {
        return signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(rsa), claims.build());
    }

    @Test
    void a_token_of_each_algorithm_opens_what_its_roles_open() throws JOSEException {
        for (String token : List.of(
                token(claims()),
                signed(JWSAlgorithm.ES256, "ec", new ECDSASigner(ec), claims().build()),
                signed(JWSAlgorithm.HS256, "secret", new MACSigner(secret), claims().build()))) {
            Caller caller = gate.admit("Bearer " + token, Access.SCORE);
            assertEquals(new Caller("jwt:shop", Set.of(Role.EXPLAIN)), caller);
            Problem refused = assertThrows(Problem.class, () -> gate.admit("Bearer " + token, Access.ADMIN));
            assertEquals(Problem.Kind.FORBIDDEN, refused.kind());
        }
        assertEquals(
                Set.of(Role.ADMIN, Role.SCORE),
                gate.admit("bearer " + token(claims().claim("roles", "score admin")), Access.ADMIN)
                        .roles());
    }

    @Test
    void a_token_for_others_of_others_or_too_late_is_refused() throws JOSEException {
        for (JWTClaimsSet.Builder claims : List.of(
                claims().issuer("https://other.example"),
                claims().audience("other"),
                claims().expirationTime(Date.from(NOW.minusSeconds(31))),
                claims().expirationTime(null),
                claims().subject(null),
                claims().notBeforeTime(Date.from(NOW.plusSeconds(3_600))))) {
            assertUnknown(token(claims));
        }
        Problem roleless = assertThrows(
                Problem.class, () -> gate.admit("Bearer " + token(claims().claim("roles", null)), Access.ANY_KEY));
        assertEquals(Problem.Kind.FORBIDDEN, roleless.kind());
    }

    @Test
    void a_forged_token_is_refused() throws JOSEException, IOException {
        RSAKey stranger = new RSAKeyGenerator(2048).keyID("rsa").generate();
        String good = token(claims());
        String[] parts = good.split("\\.", -1);
        String other = token(claims().claim("roles", List.of("admin"))).split("\\.", -1)[1];
        // The public key is no secret: a token signed with it as if it were one must not pass.
        byte[] published = rsa.toPublicJWK().toRSAPublicKey().getEncoded();
        for (String forged : List.of(
                new PlainJWT(claims().build()).serialize(),
                signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(stranger), claims().build()),
                signed(JWSAlgorithm.HS256, "rsa", new MACSigner(published), claims().build()),
                parts[0] + "." + other + "." + parts[2],
                parts[0] + "." + parts[1] + ".",
                "a.b.c",
                "",
                "x".repeat(5_000))) {
            assertUnknown(forged);
        }
        Gate ecOnly = gate(directory.resolve("jwks.json"), List.of("ES256"));
        assertThrows(Problem.class, () -> ecOnly.admit("Bearer " + good, Access.SCORE));
    }

    @Test
    void a_file_that_is_no_key_set_is_named() throws IOException {
        Path file = Files.writeString(directory.resolve("none.json"), "{}");
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> gate(file, List.of("RS256")));
        assertTrue(refused.getMessage().contains("access.jwt.jwks " + file), refused.getMessage());
    }

    private static void assertUnknown(String token) {
        Problem refused = assertThrows(Problem.class, () -> gate.admit("Bearer " + token, Access.ANY_KEY), token);
        assertEquals(Problem.Kind.UNKNOWN_KEY, refused.kind(), token);
    }
}
