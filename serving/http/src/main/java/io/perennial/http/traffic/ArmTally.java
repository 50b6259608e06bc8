package io.perennial.http.traffic;

import io.perennial.http.live.Arm;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts distinct users by the arm that answered them, over a sample of users that thins out as it fills: a user is in it
 * by the own hash alone, so the sample is fair, each user counts once however often one asks, and memory is bounded.
 */
final class ArmTally {

    static final int MOST = 1 << 15;

    private final Map<Long, Arm> users = new ConcurrentHashMap<>();
    private volatile long mask;

    /** A user was answered. */
    void count(long sample, Arm arm) {
        if ((sample & mask) == 0 && users.put(sample, arm) == null && users.size() > MOST) {
            thin();
        }
    }

    /** Users counted, by arm. */
    Map<Arm, Integer> users() {
        Map<Arm, Integer> counts = new EnumMap<>(Arm.class);
        users.values().forEach(arm -> counts.merge(arm, 1, Integer::sum));
        return counts;
    }

    /** One in so many users is counted. */
    long oneIn() {
        return mask + 1;
    }

    private synchronized void thin() {
        if (users.size() > MOST) {
            mask = mask << 1 | 1;
            users.keySet().removeIf(sample -> (sample & mask) != 0);
        }
    }
}
