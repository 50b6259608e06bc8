package io.perennial.scoring.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a published file must be: its length and its SHA-256.
 *
 * @param sha256 lower-case hex
 * @param size   bytes
 */
public record FileStamp(String sha256, long size) {

    public FileStamp {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("'" + sha256 + "' is not a SHA-256 in lower-case hex");
        }
        if (size < 0) {
            throw new IllegalArgumentException("a file cannot have " + size + " bytes");
        }
    }

    /** The stamp of these bytes. */
    public static FileStamp of(byte[] bytes) {
        return new FileStamp(HexFormat.of().formatHex(newDigest().digest(bytes)), bytes.length);
    }

    /** A new SHA-256 digest. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
