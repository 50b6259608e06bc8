package io.perennial.http.access;

import io.perennial.scoring.file.FileStamp;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as its holder has it: {@code pk_<id>_<secret>}, the id to look it up by, the secret 256 random bits.
 *
 * @param id   public part
 * @param text all of it
 */
record KeySecret(String id, String text) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern FORM = Pattern.compile("pk_([0-9a-f]{12})_[A-Za-z0-9_-]{43}");
    private static final int ID_BYTES = 6;
    private static final int SECRET_BYTES = 32;

    /** A new one. */
    static KeySecret next() {
        byte[] id = new byte[ID_BYTES];
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(id);
        RANDOM.nextBytes(secret);
        String name = HexFormat.of().formatHex(id);
        return new KeySecret(
                name,
                "pk_" + name + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** What somebody gave, if it has the form of a key. */
    static Optional<KeySecret> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(new KeySecret(form.group(1), text)) : Optional.empty();
    }

    /** SHA-256 of all of it. */
    String sha256() {
        return HexFormat.of().formatHex(FileStamp.newDigest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether this is the key of which a hash was kept; takes as long whatever the answer. */
    boolean isOf(String hash) {
        return MessageDigest.isEqual(sha256().getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.UTF_8));
    }

    /** Without the secret, so that it can stand in a log. */
    @Override
    public String toString() {
        return "pk_" + id;
    }
}
