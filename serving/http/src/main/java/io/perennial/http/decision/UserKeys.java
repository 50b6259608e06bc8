package io.perennial.http.decision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The pseudonyms of a log: HMAC-SHA-256 of the user's id under a secret that lies beside the log, cut to 128 bits. Who
 * has the log without the secret can't tell a user, nor try ids. For any number of threads.
 */
final class UserKeys {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 32;
    private static final int SHOWN_BYTES = 16;

    private final SecretKeySpec secret;

    private UserKeys(byte[] secret) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The pseudonyms under the secret in a file, which is made where it is not there, readable by its owner alone. */
    static UserKeys of(Path file) throws IOException {
        try {
            byte[] fresh = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(fresh);
            Path made = Files.createTempFile(file.getParent(), "secret", ".new");
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
            Files.write(
                    made, HexFormat.of().formatHex(fresh).getBytes(StandardCharsets.US_ASCII), StandardOpenOption.SYNC);
            link(made, file);
        } catch (FileAlreadyExistsException e) {
            // Another start, or another server on the same folder, made it first.
        }
        return new UserKeys(HexFormat.of().parseHex(Files.readString(file, StandardCharsets.US_ASCII)));
    }

    /** Puts a whole file in place, or fails where one is there: a reader never sees half a secret. */
    private static void link(Path made, Path file) throws IOException {
        try {
            Files.createLink(file, made);
        } finally {
            Files.delete(made);
        }
    }

    /** The pseudonym of a user. */
    String of(String user) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            byte[] hash = mac.doFinal(user.getBytes(StandardCharsets.UTF_8));
            return "k-" + HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
