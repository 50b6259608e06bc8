package io.perennial.features.spark.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Turns bytes of a character set into text, strictly: bytes that mean nothing are an error. Not thread-safe. */
final class Decoder {

    private final Charset charset;
    private final CharsetDecoder strict;

    Decoder(String charset) {
        this.charset = Charset.forName(charset);
        this.strict = this.charset
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** The name of the character set. */
    String charset() {
        return charset.name();
    }

    /** Whether the character set is UTF-8. */
    boolean isUtf8() {
        return charset.equals(StandardCharsets.UTF_8);
    }

    /** Whether the bytes mean something in the character set. */
    boolean isValid(byte[] bytes, int from, int to) {
        try {
            strict.decode(ByteBuffer.wrap(bytes, from, to - from));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** The text, with a replacement character for bytes that mean nothing. */
    String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, charset);
    }

    /** The beginning of a record, as quarantine keeps it. */
    String raw(byte[] bytes, int from, int to) {
        return text(bytes, from, Math.min(to, from + LogRow.RAW_LIMIT));
    }
}
