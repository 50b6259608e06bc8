package io.perennial.simulator.log;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Gzip at its fastest level: measured, the default level took more time than simulating the users. */
final class FastGzip extends GZIPOutputStream {

    FastGzip(OutputStream out, int buffer) throws IOException {
        super(out, buffer);
        def.setLevel(Deflater.BEST_SPEED);
    }
}
