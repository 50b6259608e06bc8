package io.perennial.scoring.file;

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

    private static final int HEX_LENGTH = 64;

    public FileStamp {
        if (!isHex(sha256)) {
            throw new IllegalArgumentException("'" + sha256 + "' is not a SHA-256 in lower-case hex");
        }
        if (size < 0) {
            throw new IllegalArgumentException("a file cannot have " + size + " bytes");
        }
    }

    /** Without a pattern: a population has tens of thousands of stamps, read before a server answers. */
    private static boolean isHex(String text) {
        boolean isHex = text.length() == HEX_LENGTH;
        for (int i = 0; isHex && i < HEX_LENGTH; i++) {
            char c = text.charAt(i);
            isHex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        }
        return isHex;
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
