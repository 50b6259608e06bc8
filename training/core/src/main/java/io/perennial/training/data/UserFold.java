package io.perennial.training.data;

/**
 * Which fold a user falls into: a stable hash of the id, so that all rows of a user share one side of every split and
 * the split is the same on every machine, whatever the order of rows.
 */
public final class UserFold {

    private UserFold() {}

    /** The fold of a user in {@code 0..folds-1}; different seeds give independent splits. */
    public static int of(String user, int folds, long seed) {
        return (int) Long.remainderUnsigned(hash(user, seed), folds);
    }

    /** A 64-bit hash of a user: FNV-1a over UTF-16 units, finished by the mixer of SplitMix64. */
    public static long hash(String user, long seed) {
        long hash = 0xcbf29ce484222325L ^ seed;
        for (int i = 0; i < user.length(); i++) {
            hash = (hash ^ user.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
