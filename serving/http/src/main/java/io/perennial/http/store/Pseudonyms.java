package io.perennial.http.store;

import io.perennial.features.event.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes pseudonyms under the secret of one store: HMAC-SHA-256, cut to 128 bits.
 *
 * <p>Equal ids give equal pseudonyms, and who has not the secret can't try ids against them. Safe for many threads.
 */
public final class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 32;
    private static final byte USER = 1;
    private static final byte EVENT = 2;
    private static final byte CONTENT = 3;

    private final Mac keyed;

    private Pseudonyms(byte[] secret) {
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** A new secret, as hexadecimal text. */
    static String newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    /** The pseudonyms of a secret that {@link #newSecret} made. */
    static Pseudonyms under(String secret) {
        return new Pseudonyms(HexFormat.of().parseHex(secret));
    }

    /** The pseudonym of a user. */
    public Pseudonym user(String id) {
        return of(USER, utf8(id));
    }

    /** The pseudonym of an event's id. */
    public Pseudonym event(String id) {
        return of(EVENT, utf8(id));
    }

    /**
     * What tells an event's content, its user included, from any other; its id is no part of it.
     *
     * @param user whom the event is of, by any one of their names
     */
    public Pseudonym content(String user, Event event) {
        byte[][] texts = {
            utf8(user), utf8(event.kind().id()), utf8(event.item()), utf8(event.channel()), utf8(event.campaign())
        };
        int size = Long.BYTES * 2 + Integer.BYTES * 3;
        for (byte[] text : texts) {
            size += Integer.BYTES + text.length;
        }
        Instant at = event.at();
        ByteBuffer buffer = ByteBuffer.allocate(size)
                .putLong(at.getEpochSecond())
                .putInt(at.getNano())
                .putLong(event.amountMinor())
                .putInt(event.seconds())
                .putInt(event.score());
        for (byte[] text : texts) {
            buffer.putInt(text.length).put(text);
        }
        return of(CONTENT, buffer.array());
    }

    /** The leading byte keeps users, events and contents apart, so that one is never taken for another. */
    private Pseudonym of(byte domain, byte[] bytes) {
        Mac mac = fresh();
        mac.update(domain);
        return Pseudonym.of(mac.doFinal(bytes), 0);
    }

    private Mac fresh() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's " + ALGORITHM + " can be cloned", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
