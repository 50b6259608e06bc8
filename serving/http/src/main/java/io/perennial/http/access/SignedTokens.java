package io.perennial.http.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.perennial.http.api.Caller;
import io.perennial.http.api.Role;
import io.perennial.http.config.TokenConfig;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Signed tokens (JWT) of an issuer whose public keys lie in a local file, as it is when this is made. Nothing is ever
 * fetched; only the configured algorithms are taken, whatever the token says of itself.
 */
final class SignedTokens implements TokenCheck {

    /** What access tokens call themselves (RFC 9068, section 4), others, and those that say nothing. */
    private static final DefaultJOSEObjectTypeVerifier<SecurityContext> TYPES = new DefaultJOSEObjectTypeVerifier<>(
            new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"), JOSEObjectType.JWT, null);

    private static final int CLOCK_SKEW_SECONDS = 30;
    private static final int LONGEST_SUBJECT = 128;

    private final String rolesClaim;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    SignedTokens(TokenConfig config, Clock clock) {
        this.rolesClaim = config.rolesClaim();
        Set<JWSAlgorithm> algorithms =
                config.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, new ImmutableJWKSet<>(keys(config))));
        processor.setJWSTypeVerifier(TYPES);
        processor.setJWTClaimsSetVerifier(new Claims(config, clock));
    }

    @Override
    public Verified verify(String token) {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            return new Verified(
                    new Caller("jwt:" + named(claims.getSubject()), roles(claims)),
                    claims.getExpirationTime().toInstant());
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
            throw Gate.unknown("the token is not valid here: it is not signed by the configured issuer, is for another"
                    + " audience, lacks exp or a sub of 1 to 128 printable characters, or has expired");
        }
    }

    /** A subject that can stand in a line of a log, and that tells one caller from another. */
    private static String named(String subject) {
        if (subject.isBlank()
                || subject.length() > LONGEST_SUBJECT
                || subject.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("sub is blank, too long or no text of one line");
        }
        return subject;
    }

    private Set<Role> roles(JWTClaimsSet claims) throws ParseException {
        Object claim = claims.getClaim(rolesClaim);
        List<String> ids = claim instanceof String text
                ? Arrays.asList(text.split(" ", -1))
                : claim == null ? List.of() : claims.getStringListClaim(rolesClaim);
        return ids.stream().flatMap(id -> Role.of(id).stream()).collect(Collectors.toSet());
    }

    private static JWKSet keys(TokenConfig config) {
        try {
            return JWKSet.load(config.keySet().toFile());
        } catch (IOException | ParseException e) {
            throw new IllegalArgumentException(
                    "access.jwt.jwks " + config.keySet() + " is not a JSON Web Key Set: " + e.getMessage(), e);
        }
    }

    /** The library's checks, by the server's own clock. */
    private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {

        private final Clock clock;

        Claims(TokenConfig config, Clock clock) {
            super(
                    config.audience(),
                    new JWTClaimsSet.Builder().issuer(config.issuer()).build(),
                    Set.of("sub", "exp"));
            this.clock = clock;
            setMaxClockSkew(CLOCK_SKEW_SECONDS);
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
