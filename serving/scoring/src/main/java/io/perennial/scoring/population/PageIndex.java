package io.perennial.scoring.population;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where each page of users lies, which user it begins with, and its SHA-256; in columns, about 100 bytes a page, since a
 * population has tens of thousands of pages. Grown by one thread, then read by any number.
 */
final class PageIndex {

    private static final int LEAST_PAGE = 36;
    private static final int DIGEST = 32;

    private byte[][] firsts;
    private int[] ordinals;
    private long[] offsets;
    private byte[] digests;
    private int size;

    PageIndex() {
        this(64);
    }

    private PageIndex(int capacity) {
        firsts = new byte[capacity][];
        digests = new byte[capacity * DIGEST];
        ordinals = new int[capacity + 1];
        offsets = new long[capacity + 1];
    }

    /** The form users are ordered by. */
    static byte[] utf8(String user) {
        return user.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Appends a page.
     *
     * @param first  its first user
     * @param users  how many users it holds
     * @param length its bytes
     * @param sha256 the digest of its bytes
     */
    void add(byte[] first, int users, long length, byte[] sha256) {
        if (size == firsts.length) {
            grow(2 * size);
        }
        firsts[size] = first;
        System.arraycopy(sha256, 0, digests, size * DIGEST, DIGEST);
        size++;
        ordinals[size] = Math.addExact(ordinals[size - 1], users);
        offsets[size] = Math.addExact(offsets[size - 1], length);
    }

    private void grow(int capacity) {
        firsts = Arrays.copyOf(firsts, capacity);
        digests = Arrays.copyOf(digests, capacity * DIGEST);
        ordinals = Arrays.copyOf(ordinals, capacity + 1);
        offsets = Arrays.copyOf(offsets, capacity + 1);
    }

    /** How many pages there are. */
    int size() {
        return size;
    }

    /** Place of a page's first user in the population. */
    int ordinal(int page) {
        return ordinals[page];
    }

    /** How many users a page holds. */
    int users(int page) {
        return ordinals[page + 1] - ordinals[page];
    }

    /** Where a page begins in the pages file. */
    long offset(int page) {
        return offsets[page];
    }

    /** Length of a page in bytes. */
    int length(int page) {
        return Math.toIntExact(offsets[page + 1] - offsets[page]);
    }

    /** Whether a page has this digest. */
    boolean isOf(int page, byte[] sha256) {
        return Arrays.equals(digests, page * DIGEST, (page + 1) * DIGEST, sha256, 0, sha256.length);
    }

    byte[] bytes() {
        ByteSink sink = new ByteSink();
        sink.putUnsigned(size);
        for (int page = 0; page < size; page++) {
            sink.putBytes(firsts[page]);
            sink.putUnsigned(users(page));
            sink.putUnsigned(length(page));
            sink.putRaw(Arrays.copyOfRange(digests, page * DIGEST, (page + 1) * DIGEST));
        }
        return sink.take();
    }

    static PageIndex read(byte[] bytes) {
        ByteSource source = new ByteSource("the page index of the population", bytes);
        int count = source.getCount(LEAST_PAGE);
        PageIndex index = new PageIndex(count);
        for (int i = 0; i < count; i++) {
            byte[] first = source.getBytes();
            int users = Math.toIntExact(source.getUnsigned());
            long length = source.getUnsigned();
            boolean isNext = i == 0 || Arrays.compareUnsigned(first, index.firsts[i - 1]) > 0;
            if (users < 1 || length != (int) length || length < 0 || !isNext) {
                throw source.damaged("page " + i + " is empty or out of order");
            }
            index.add(first, users, length, source.getRaw(DIGEST));
        }
        if (!source.isAtEnd()) {
            throw source.damaged("something follows its end");
        }
        return index;
    }

    /** How many users all pages hold. */
    int users() {
        return ordinals[size];
    }

    /** Length of all pages in bytes. */
    long length() {
        return offsets[size];
    }

    /** The page a user would be on, or -1 where they would come before the first. */
    int pageOf(String id) {
        return pageOf(utf8(id));
    }

    /** The page a user with these bytes would be on, or -1 where they would come before the first. */
    int pageOf(byte[] user) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (Arrays.compareUnsigned(firsts[middle], user) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    /** The page that holds the user of an ordinal. */
    int pageOf(int ordinal) {
        int page = Arrays.binarySearch(ordinals, 0, size, ordinal);
        // Between two firsts the user is on the page of the earlier one.
        return page >= 0 ? page : -page - 2;
    }
}
