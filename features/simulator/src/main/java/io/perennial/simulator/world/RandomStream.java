package io.perennial.simulator.world;

/**
 * A seeded stream of random numbers that is the same on every machine and Java version.
 *
 * <p>SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators", figure 16). The JDK's own
 * generators promise no stable normal deviates across versions, so the few distributions needed are here. Not for
 * secrets; not thread safe.
 */
public final class RandomStream {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long state;
    private double spareNormal;
    private boolean hasSpare;

    /** The stream of a seed. */
    public RandomStream(long seed) {
        state = mix(seed);
    }

    /** The stream of one part of a seeded whole: a user, a file, a campaign. Streams of different parts differ. */
    public static RandomStream of(long seed, long part, long use) {
        return new RandomStream(mix(mix(seed + GOLDEN * part) + GOLDEN * use));
    }

    /** A one-to-one scrambling of 64 bits (Stafford's variant 13). */
    public static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** Any 64 bits. */
    public long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** A number in [0, 1), a multiple of 2^-53. */
    public double uniform() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** Whether something of this probability happens. */
    public boolean chance(double probability) {
        return uniform() < probability;
    }

    /** A whole number in [0, bound), the bound positive and far below 2^31. */
    public int below(int bound) {
        return (int) (uniform() * bound);
    }

    /** A standard normal deviate, by Marsaglia's polar method. */
    public double normal() {
        if (hasSpare) {
            hasSpare = false;
            return spareNormal;
        }
        double u;
        double v;
        double s;
        do {
            u = 2 * uniform() - 1;
            v = 2 * uniform() - 1;
            s = u * u + v * v;
        } while (s >= 1 || s == 0);
        double scale = Math.sqrt(-2 * StrictMath.log(s) / s);
        spareNormal = v * scale;
        hasSpare = true;
        return u * scale;
    }

    /** A lognormal deviate. */
    public double logNormal(double median, double sd) {
        return median * StrictMath.exp(sd * normal());
    }

    /** How often something of this probability happens in a row before it does not, at most {@code most}. */
    public int run(double probability, int most) {
        int count = 0;
        while (count < most && chance(probability)) {
            count++;
        }
        return count;
    }
}
