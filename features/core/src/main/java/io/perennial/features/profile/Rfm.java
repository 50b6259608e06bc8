package io.perennial.features.profile;

/**
 * Recency, frequency and monetary scores of a buyer, each 1 to 5, 5 the best fifth of the population.
 *
 * @param recency   5 for the fifth that bought last
 * @param frequency 5 for the fifth with the most purchase occasions
 * @param monetary  5 for the fifth that spent most
 */
public record Rfm(int recency, int frequency, int monetary) {

    private static final int HIGH = 4;

    public Rfm {
        check("recency", recency);
        check("frequency", frequency);
        check("monetary", monetary);
    }

    private static void check(String name, int score) {
        if (score < 1 || score > 5) {
            throw new IllegalArgumentException("RFM " + name + " score " + score + " is outside 1..5");
        }
    }

    /** The segment: each score is high from 4 up. */
    public RfmSegment segment() {
        return RfmSegment.of(recency >= HIGH, frequency >= HIGH, monetary >= HIGH);
    }

    /** The three digits, such as {@code 545}. */
    public String code() {
        return "" + recency + frequency + monetary;
    }
}
