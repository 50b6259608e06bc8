package io.perennial.http.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** Names files of a disk that can be full: {@code full:steady:/tmp/events.mv}. */
public final class FullPath extends FilePathWrapper {

    /** What such a disk does with what it is given. */
    enum Fault {
        /** There is room. */
        NONE,
        /** A write that makes the file longer is half done and fails. */
        NO_SPACE,
        /** All is taken, and none of it is on disk for sure. */
        NO_SYNC
    }

    private static volatile Fault fault = Fault.NONE;

    static {
        FilePath.register(new FullPath());
    }

    /** A path yet without a file; H2 makes its paths itself. */
    public FullPath() {}

    static String of(java.nio.file.Path file) {
        return "full:" + SteadyPath.of(file);
    }

    static void fails(Fault with) {
        fault = with;
    }

    @Override
    public String getScheme() {
        return "full";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new FullFile(getBase().open(mode));
    }

    private static final class FullFile extends FileBaseDefault {

        private final FileChannel base;

        FullFile(FileChannel base) {
            this.base = base;
        }

        @Override
        public synchronized int read(ByteBuffer target, long position) throws IOException {
            return base.read(target, position);
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            if (fault == Fault.NO_SPACE && position + source.remaining() > base.size()) {
                ByteBuffer some = source.slice(source.position(), source.remaining() / 2);
                base.write(some, position);
                throw new IOException("No space left on device");
            }
            return base.write(source, position);
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            base.truncate(size);
        }

        @Override
        public long size() throws IOException {
            return base.size();
        }

        @Override
        public void force(boolean metaData) throws IOException {
            if (fault == Fault.NO_SYNC) {
                throw new IOException("Input/output error");
            }
            base.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return base.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            base.close();
        }
    }
}
