package io.perennial.training.backtest;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who a case is of.
 *
 * @param user     user id
 * @param asOf     the past day, epoch day
 * @param eligible whether models are learned, judged and alarmed on the user
 * @param slices   the part of each slice the user was in on that day, such as {@code stage -> mature}
 */
record Person(String user, int asOf, boolean eligible, Map<String, String> slices) {

    /** The same person in a part of one more slice. */
    Person in(String slice, String part) {
        Map<String, String> more = new LinkedHashMap<>(slices);
        more.put(slice, part);
        return new Person(user, asOf, eligible, more);
    }
}
