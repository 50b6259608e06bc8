package io.perennial.http.store;

import io.perennial.scoring.population.DayBytes;
import io.perennial.scoring.registry.RegistryException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The bytes of what a live event adds: a layout of its own number, so that a later one can be told from it. */
final class PartBytes {

    private static final int LAYOUT = 1;

    private PartBytes() {}

    static byte[] write(LivePart part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(LAYOUT);
            out.writeUTF(part.log());
            out.writeUTF(part.base());
            out.write(DayBytes.write(part.day()));
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written", e);
        }
        return bytes.toByteArray();
    }

    /** What stands in the bytes of each event that a person {@linkplain LivePart#isRecordedHere recorded here}. */
    static byte[] recordedHere() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(LivePart.RECORDED_HERE);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written", e);
        }
        return bytes.toByteArray();
    }

    static LivePart read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int layout = in.readUnsignedByte();
            if (layout != LAYOUT) {
                throw new StoreException(
                        "an event of the store has layout " + layout + ", not " + LAYOUT
                                + "; start the release that wrote it",
                        null);
            }
            return new LivePart(in.readUTF(), in.readUTF(), DayBytes.read("an event of the store", in.readAllBytes()));
        } catch (IOException | RegistryException e) {
            throw new StoreException(
                    "an event of the store can't be read; restore the store from a copy, or start with another one", e);
        }
    }
}
