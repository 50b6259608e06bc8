package io.perennial.scoring.population;

import io.perennial.scoring.registry.FileStamp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Where each page of users lies, which user it begins with, and its SHA-256. */
final class PageIndex {

    private static final int LEAST_PAGE = 36;

    /**
     * One page.
     *
     * @param first   its first user
     * @param ordinal place of that user in the population
     * @param users   how many users it holds
     * @param offset  where it begins in the pages file
     * @param stamp   its length and SHA-256
     */
    record Page(String first, int ordinal, int users, long offset, FileStamp stamp) {}

    private final List<Page> pages;
    private final byte[][] firsts;

    PageIndex(List<Page> pages) {
        this.pages = List.copyOf(pages);
        this.firsts = pages.stream().map(page -> utf8(page.first())).toArray(byte[][]::new);
    }

    /** The form users are ordered by. */
    static byte[] utf8(String user) {
        return user.getBytes(StandardCharsets.UTF_8);
    }

    List<Page> pages() {
        return pages;
    }

    byte[] bytes() {
        ByteSink sink = new ByteSink();
        sink.putUnsigned(pages.size());
        for (Page page : pages) {
            sink.putText(page.first());
            sink.putUnsigned(page.users());
            sink.putUnsigned(page.stamp().size());
            sink.putRaw(HexFormat.of().parseHex(page.stamp().sha256()));
        }
        return sink.take();
    }

    static PageIndex read(byte[] bytes) {
        ByteSource source = new ByteSource("the page index of the population", bytes);
        int count = source.getCount(LEAST_PAGE);
        List<Page> pages = new ArrayList<>(count);
        int ordinal = 0;
        long offset = 0;
        for (int i = 0; i < count; i++) {
            String first = source.getText();
            int users = Math.toIntExact(source.getUnsigned());
            long size = source.getUnsigned();
            FileStamp stamp = new FileStamp(HexFormat.of().formatHex(source.getRaw(32)), size);
            if (users < 1
                    || (i > 0
                            && Arrays.compareUnsigned(
                                            utf8(first), utf8(pages.get(i - 1).first()))
                                    <= 0)) {
                throw source.damaged("page " + i + " is empty or out of order");
            }
            pages.add(new Page(first, ordinal, users, offset, stamp));
            ordinal = Math.addExact(ordinal, users);
            offset = Math.addExact(offset, size);
        }
        if (!source.isAtEnd()) {
            throw source.damaged("something follows its end");
        }
        return new PageIndex(pages);
    }

    int users() {
        Page last = pages.isEmpty() ? null : pages.get(pages.size() - 1);
        return last == null ? 0 : last.ordinal() + last.users();
    }

    long length() {
        Page last = pages.isEmpty() ? null : pages.get(pages.size() - 1);
        return last == null ? 0 : last.offset() + last.stamp().size();
    }

    /** The page a user would be on, or -1 where they would come before the first. */
    int pageOf(String id) {
        return pageOf(utf8(id));
    }

    /** The page a user with these bytes would be on, or -1 where they would come before the first. */
    int pageOf(byte[] user) {
        int low = 0;
        int high = pages.size() - 1;
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
        int low = 0;
        int high = pages.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (pages.get(middle).ordinal() <= ordinal) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }
}
