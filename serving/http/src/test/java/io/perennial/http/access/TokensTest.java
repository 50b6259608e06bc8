package io.perennial.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
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
import io.perennial.http.api.Request;
import io.perennial.http.api.Role;
import io.perennial.http.config.AccessConfig;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.config.TokenConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
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
        return gate(file, algorithms, Clock.fixed(NOW, ZoneOffset.UTC), System::nanoTime);
    }

    private static Gate gate(Path file, List<String> algorithms, Clock clock, LongSupplier nanos) {
        TokenConfig tokens = new TokenConfig("https://issuer.example", "perennial", file, algorithms, "roles");
        AccessConfig access = new AccessConfig(Optional.empty(), Optional.of(tokens));
        return Gate.of(ServerConfig.defaults().withAccess(access), clock, nanos);
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
    void a_token_that_says_it_is_an_access_token_is_one_and_of_another_type_is_none() throws JOSEException {
        for (String type : List.of("JWT", "at+jwt", "application/at+jwt", "dpop+jwt")) {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID("rsa")
                            .type(new JOSEObjectType(type))
                            .build(),
                    claims().build());
            token.sign(new RSASSASigner(rsa));
            String header = "Bearer " + token.serialize();
            if (type.equals("dpop+jwt")) {
                assertThrows(Problem.class, () -> gate.admit(header, Access.SCORE));
            } else {
                assertEquals("jwt:shop", gate.admit(header, Access.SCORE).id());
            }
        }
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
    void a_token_whose_subject_can_t_stand_in_a_line_of_a_log_is_refused() throws JOSEException {
        for (String subject : List.of("", " ", "ann\nWARN rollback of churn by key:bob", "a\u0000", "x".repeat(129))) {
            assertUnknown(token(claims().subject(subject)));
        }
        assertEquals(
                "jwt:" + "x".repeat(128),
                gate.admit("Bearer " + token(claims().subject("x".repeat(128))), Access.SCORE)
                        .id());
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
    void a_token_is_verified_once_a_minute_and_anew_after_its_end() {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        List<String> verified = new ArrayList<>();
        Map<String, Instant> ends = Map.of("long", NOW.plusSeconds(600), "short", NOW.plusSeconds(20));
        KnownTokens tokens = new KnownTokens(
                token -> {
                    verified.add(token);
                    return new TokenCheck.Verified(new Caller("jwt:" + token, Set.of()), ends.get(token));
                },
                clock(now));
        for (int seconds : new int[] {0, 0, 19, 20, 59, 60}) {
            now.set(NOW.plusSeconds(seconds));
            assertEquals("jwt:long", tokens.caller("long").id());
            assertEquals("jwt:short", tokens.caller("short").id());
        }
        assertEquals(List.of("long", "short", "short", "short", "long", "short"), verified);
    }

    @Test
    void of_tokens_so_many_are_kept_and_none_that_was_refused() {
        KnownTokens tokens = new KnownTokens(
                token -> {
                    if (token.startsWith("bad")) {
                        throw Gate.unknown("bad");
                    }
                    return new TokenCheck.Verified(new Caller(token, Set.of()), NOW.plusSeconds(600));
                },
                Clock.fixed(NOW, ZoneOffset.UTC));
        assertThrows(Problem.class, () -> tokens.caller("bad"));
        assertEquals(0, tokens.size());
        for (int i = 0; i < 3 * KnownTokens.MOST; i++) {
            tokens.caller("t" + i);
            assertTrue(tokens.size() <= KnownTokens.MOST, "kept: " + tokens.size());
        }
    }

    @Test
    void a_token_that_is_known_is_refused_once_it_has_expired() throws JOSEException {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        Gate own = gate(directory.resolve("jwks.json"), List.of("RS256"), clock(now), System::nanoTime);
        String token = token(claims().expirationTime(Date.from(NOW.plusSeconds(40))));
        for (int seconds : new int[] {0, 39, 69}) {
            now.set(NOW.plusSeconds(seconds));
            assertEquals("jwt:shop", own.admit("Bearer " + token, Access.SCORE).id());
        }
        // Clocks may differ by half a minute.
        now.set(NOW.plusSeconds(71));
        assertThrows(Problem.class, () -> own.admit("Bearer " + token, Access.SCORE));
    }

    @Test
    void keys_that_the_issuer_changed_let_new_tokens_in_and_keep_old_ones_out() throws Exception {
        AtomicLong nanos = new AtomicLong();
        Path file = directory.resolve("rotated.json");
        Files.writeString(file, new JWKSet(rsa.toPublicJWK()).toString());
        Gate own = gate(file, List.of("RS256", "ES256"), Clock.fixed(NOW, ZoneOffset.UTC), nanos::get);
        String old = token(claims());
        String fresh = signed(JWSAlgorithm.ES256, "ec", new ECDSASigner(ec), claims().build());
        own.admit("Bearer " + old, Access.SCORE);
        assertThrows(Problem.class, () -> own.admit("Bearer " + fresh, Access.SCORE));
        Files.writeString(file, new JWKSet(ec.toPublicJWK()).toString());
        own.admit("Bearer " + old, Access.SCORE);
        nanos.addAndGet(2_000_000_000L);
        own.admit("Bearer " + fresh, Access.SCORE);
        assertThrows(Problem.class, () -> own.admit("Bearer " + old, Access.SCORE));
        Files.writeString(file, "no keys");
        nanos.addAndGet(2_000_000_000L);
        own.admit("Bearer " + fresh, Access.SCORE);
    }

    private static Clock clock(AtomicReference<Instant> now) {
        InstantSource source = now::get;
        return source.withZone(ZoneOffset.UTC);
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

    @Test
    void on_a_thread_that_others_wait_for_no_signature_is_verified_and_no_file_looked_at() throws JOSEException {
        AtomicLong nanos = new AtomicLong();
        Gate gate =
                gate(directory.resolve("jwks.json"), List.of("RS256"), Clock.fixed(NOW, ZoneOffset.UTC), nanos::get);
        String header = "Bearer " + token(claims());
        assertThrows(Request.NeedsOwnThread.class, () -> gate.admitAtHand(header, Access.SCORE));
        Caller caller = gate.admit(header, Access.SCORE);
        assertEquals(caller, gate.admitAtHand(header, Access.SCORE));
        assertThrows(Request.NeedsOwnThread.class, () -> gate.admitAtHand(header + "x", Access.SCORE), "another");

        nanos.addAndGet(2_000_000_000L);
        assertThrows(Request.NeedsOwnThread.class, () -> gate.admitAtHand(header, Access.SCORE), "a look is due");
        assertEquals(caller, gate.admit(header, Access.SCORE));
        assertEquals(caller, gate.admitAtHand(header, Access.SCORE));
    }
}
