package io.perennial.features.ledger;

import java.nio.charset.StandardCharsets;

/**
 * Stable 32-bit codes of items and channels, so that the ledger holds no text and needs no shared dictionary.
 *
 * <p>FNV-1a over UTF-8 with the finaliser of MurmurHash3. Two of 4,000 items share a code with probability 0.2 %.
 */
public final class Code {

    private Code() {}

    /** The code of a text; equal on every machine and in every version. */
    public static int of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The code of a text given as UTF-8. */
    static int of(byte[] utf8) {
        int hash = 0x811c9dc5;
        for (byte b : utf8) {
            hash = (hash ^ (b & 0xff)) * 0x01000193;
        }
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }
}
