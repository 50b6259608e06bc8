package io.perennial.features.profile;

/** Value against potential: what a user brings, and whether it grows. {@link UserPosition} draws the lines. */
public enum PotentialQuadrant implements Placing {
    /** High value, growing. */
    STAR("star", "明星型"),
    /** High value, not growing. */
    CASH_COW("cash cow", "现金牛型"),
    /** Low value, growing. */
    QUESTION_MARK("question mark", "问题型"),
    /** Low value, not growing. */
    DOG("dog", "瘦狗型");

    private final String en;
    private final String zh;

    PotentialQuadrant(String en, String zh) {
        this.en = en;
        this.zh = zh;
    }

    static PotentialQuadrant of(boolean isValuable, boolean isGrowing) {
        if (isValuable) {
            return isGrowing ? STAR : CASH_COW;
        }
        return isGrowing ? QUESTION_MARK : DOG;
    }

    @Override
    public String en() {
        return en;
    }

    @Override
    public String zh() {
        return zh;
    }
}
