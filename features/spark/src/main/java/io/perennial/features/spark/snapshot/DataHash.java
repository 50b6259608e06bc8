package io.perennial.features.spark.snapshot;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * A hash of what is visible of a ledger, the same in whatever order and parts users come.
 *
 * <p>Each user's days give 128 bits; they are added up, since sums know no order, and the sum is hashed once more. It
 * tells data sets apart; it is no proof against somebody who makes two of equal hash on purpose.
 *
 * @param high  sum of the upper halves, wrapping
 * @param low   sum of the lower halves, wrapping
 * @param users how many users went in
 */
record DataHash(long high, long low, long users) implements Serializable {

    /** The hash of nothing. */
    static final DataHash NONE = new DataHash(0, 0, 0);

    private static final int SEED = 104_729;

    /** This hash with another's users. */
    DataHash plus(DataHash other) {
        return new DataHash(high + other.high, low + other.low, users + other.users);
    }

    /** The hash of one user. */
    static DataHash of(UserLedger ledger) {
        byte[] bytes = bytes(ledger);
        long[] hash = MurmurHash3.hash128x64(bytes, 0, bytes.length, SEED);
        return new DataHash(hash[0], hash[1], 1);
    }

    /** The hash as lower-case hex. */
    String hex() {
        return DigestUtils.sha256Hex("ledger " + high + " " + low + " " + users);
    }

    private static byte[] bytes(UserLedger ledger) {
        byte[] user = ledger.user().getBytes(StandardCharsets.UTF_8);
        int size = Integer.BYTES + user.length;
        for (LedgerDay day : ledger.days()) {
            size += Integer.BYTES * (3 + EventKind.COUNT + day.items().length + day.channels().length) + 5 * Long.BYTES;
        }
        ByteBuffer bytes = ByteBuffer.allocate(size).putInt(user.length).put(user);
        ledger.days().forEach(day -> put(day, bytes));
        return bytes.array();
    }

    private static void put(LedgerDay day, ByteBuffer bytes) {
        bytes.putInt(day.day());
        for (int kind = 0; kind < EventKind.COUNT; kind++) {
            bytes.putInt(day.count(EventKind.at(kind)));
        }
        bytes.putLong(day.spendMinor()).putLong(day.refundMinor()).putLong(day.visitSeconds());
        bytes.putLong(day.npsSum()).putLong(day.sentimentSum());
        put(day.items(), bytes);
        put(day.channels(), bytes);
    }

    private static void put(int[] codes, ByteBuffer bytes) {
        bytes.putInt(codes.length);
        for (int code : codes) {
            bytes.putInt(code);
        }
    }
}
