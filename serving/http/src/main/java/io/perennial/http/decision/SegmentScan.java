package io.perennial.http.decision;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a segment without an index: of one that another server writes, or whose writer was killed. Each line is
 * read once, however often the scan goes on. For any number of threads.
 */
final class SegmentScan {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentScan.class);
    private static final JsonFactory JSON = new JsonFactory();

    private final SegmentFile segment;
    private final SegmentKeys keys = new SegmentKeys();
    private final Map<Long, Label> labels = new HashMap<>();
    /** No monitor, which keeps the thread under a virtual one that waits for it. */
    private final ReentrantLock lock = new ReentrantLock();

    private long next;

    /** A scan of a segment, nothing read yet. */
    SegmentScan(SegmentFile segment) {
        this.segment = segment;
    }

    /** The keys of every line that is complete by now; what follows the last line break is being written, or torn. */
    SegmentKeys keys() throws IOException {
        lock.lock();
        try {
            goOn();
        } finally {
            lock.unlock();
        }
        return keys;
    }

    private void goOn() throws IOException {
        try (FileChannel channel = FileChannel.open(segment.path(), StandardOpenOption.READ);
                InputStream in = new BufferedInputStream(Channels.newInputStream(channel.position(next)), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int read;
            while ((read = in.read()) >= 0) {
                if (read != '\n') {
                    line.write(read);
                    continue;
                }
                add(line.toByteArray(), next);
                next += line.size() + 1L;
                line.reset();
            }
        }
    }

    /** A line that was torn, or written by a server with other features, is passed over: it may stop nobody. */
    private void add(byte[] line, long offset) {
        try (JsonParser in = JSON.createParser(line)) {
            read(in, offset);
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "{} has a line at byte {} that can't be read: {}",
                    segment.path().getFileName(),
                    offset,
                    e.toString());
        }
    }

    private void read(JsonParser in, long offset) throws IOException {
        Map<String, String> found = new HashMap<>();
        in.nextToken();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            if (in.nextToken().isScalarValue()) {
                found.put(name, in.getText());
            } else {
                in.skipChildren();
            }
        }
        String again = found.get(SegmentFile.AGAIN);
        if (again == null) {
            Label label = new Label(found.get("id"), found.get("user"), found.get("digest"));
            keys.add(label, offset);
            labels.put(offset, label);
        } else {
            keys.addAgain(labels.get(Long.parseLong(again)), offset);
        }
    }
}
