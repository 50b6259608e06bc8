package io.perennial.http.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Compresses bodies as RFC 1952 says, quickly rather than small. What takes a quarter of a megabyte outside the heap is
 * kept for the next body, one for each processor. For any number of threads.
 */
final class Gzip {

    /** Deflated, of no file and no time, by the fastest algorithm, of an unknown system. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 4, (byte) 0xff};

    private static final int PIECE = 8 * 1024;

    private final BlockingQueue<Deflater> kept =
            new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

    /** A body, compressed. */
    byte[] compressed(byte[] body) {
        Deflater deflater = Objects.requireNonNullElseGet(kept.poll(), () -> new Deflater(Deflater.BEST_SPEED, true));
        try {
            return compressed(body, deflater);
        } finally {
            deflater.reset();
            if (!kept.offer(deflater)) {
                deflater.end();
            }
        }
    }

    private static byte[] compressed(byte[] body, Deflater deflater) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(PIECE);
        out.writeBytes(HEADER);
        deflater.setInput(body);
        deflater.finish();
        byte[] piece = new byte[PIECE];
        while (!deflater.finished()) {
            out.write(piece, 0, deflater.deflate(piece));
        }
        CRC32 check = new CRC32();
        check.update(body);
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) check.getValue())
                .putInt(body.length)
                .array());
        return out.toByteArray();
    }
}
