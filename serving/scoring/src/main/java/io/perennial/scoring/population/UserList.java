package io.perennial.scoring.population;

import io.perennial.features.profile.Risk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** All users by falling expected loss, ties by user; those without one come last. */
public final class UserList {

    private static final int BYTES_PER_USER = 13;
    private static final List<Risk> RISKS = List.of(Risk.values());

    private final int[] ordinals;
    private final double[] losses;
    private final byte[] marks;

    private UserList(int[] ordinals, double[] losses, byte[] marks) {
        this.ordinals = ordinals;
        this.losses = losses;
        this.marks = marks;
    }

    /**
     * A page of the list.
     *
     * @param total how many users match
     * @param users the page
     */
    public record Page(int total, List<Listed> users) {
        public Page {
            users = List.copyOf(users);
        }
    }

    /** Users that match, from the {@code from}-th match on, at most {@code limit}. */
    public Page page(Predicate<Listed> matching, int from, int limit) {
        int total = 0;
        List<Listed> users = new ArrayList<>();
        for (int i = 0; i < ordinals.length; i++) {
            Listed listed = at(i);
            if (matching.test(listed)) {
                if (total >= from && users.size() < limit) {
                    users.add(listed);
                }
                total++;
            }
        }
        return new Page(total, users);
    }

    /** The i-th user. */
    public Listed at(int i) {
        return new Listed(ordinals[i], losses[i], RISKS.get(marks[i] & 3), (marks[i] & 4) != 0);
    }

    /** How many users there are. */
    public int size() {
        return ordinals.length;
    }

    /** The list of users given in the order of their ordinals. */
    static UserList of(double[] losses, byte[] marks, int size) {
        int[] order = Ordinals.falling(Arrays.copyOf(losses, size));
        double[] sorted = new double[size];
        byte[] sortedMarks = new byte[size];
        for (int i = 0; i < size; i++) {
            sorted[i] = losses[order[i]];
            sortedMarks[i] = marks[order[i]];
        }
        return new UserList(order, sorted, sortedMarks);
    }

    static byte mark(Risk risk, boolean eligible) {
        int colour = RISKS.indexOf(risk);
        return (byte) (colour | (eligible ? 4 : 0));
    }

    byte[] bytes() {
        ByteSink sink = new ByteSink();
        sink.putUnsigned(ordinals.length);
        for (int i = 0; i < ordinals.length; i++) {
            sink.putByte(ordinals[i] >>> 24);
            sink.putByte(ordinals[i] >>> 16);
            sink.putByte(ordinals[i] >>> 8);
            sink.putByte(ordinals[i]);
            sink.putDouble(losses[i]);
            sink.putByte(marks[i]);
        }
        return sink.take();
    }

    static UserList read(byte[] bytes) {
        ByteSource source = new ByteSource("the user list of the population", bytes);
        int size = source.getCount(BYTES_PER_USER);
        int[] ordinals = new int[size];
        double[] losses = new double[size];
        byte[] marks = new byte[size];
        boolean[] seen = new boolean[size];
        for (int i = 0; i < size; i++) {
            ordinals[i] = source.getFixedInt();
            losses[i] = source.getDouble();
            marks[i] = (byte) source.getByte();
            if (ordinals[i] < 0 || ordinals[i] >= size || seen[ordinals[i]] || (marks[i] & ~7) != 0) {
                throw source.damaged("line " + i + " names no user or one twice");
            }
            seen[ordinals[i]] = true;
        }
        if (!source.isAtEnd()) {
            throw source.damaged("something follows its end");
        }
        return new UserList(ordinals, losses, marks);
    }
}
