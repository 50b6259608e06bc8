package io.perennial.features.profile;

/** Value against activity: what a user brings, and whether the user is there. {@link UserPosition} draws the lines. */
public enum ActivityQuadrant implements Placing {
    /** High value, active. */
    PILLAR("valuable and active", "高价值高活跃"),
    /** High value, not active: to be woken. */
    SLEEPING_VALUE("valuable but quiet", "高价值低活跃"),
    /** Low value, active: to be turned into a buyer. */
    BUSY("active but of little value", "低价值高活跃"),
    /** Low value, not active. */
    MARGINAL("of little value and quiet", "低价值低活跃");

    private final String en;
    private final String zh;

    ActivityQuadrant(String en, String zh) {
        this.en = en;
        this.zh = zh;
    }

    static ActivityQuadrant of(boolean isValuable, boolean isActive) {
        if (isValuable) {
            return isActive ? PILLAR : SLEEPING_VALUE;
        }
        return isActive ? BUSY : MARGINAL;
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
