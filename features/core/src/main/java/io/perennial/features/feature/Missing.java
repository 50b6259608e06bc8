package io.perennial.features.feature;

/**
 * Why a feature of a user has no value although the log carries what it reads. No record is not zero.
 *
 * <p>Besides these, every feature is missing where the log carries none of the kinds it reads.
 */
public enum Missing {
    NEVER("never", "不会缺失"),
    UNSEEN("nothing of the user is visible yet", "该用户尚无任何可见记录"),
    NEVER_DONE("the user never did it", "该用户从未有过此行为"),
    NEVER_ACTIVE("the user was never active", "该用户从未活跃"),
    TWO_ACTIVE_DAYS("the user has fewer than two active days", "活跃日少于两天"),
    FOUR_ACTIVE_DAYS("the user has fewer than four active days", "活跃日少于四天"),
    NO_PURCHASE("the user never bought", "该用户从未购买"),
    TWO_OCCASIONS("the user has fewer than two purchase occasions", "购买日少于两天"),
    FOUR_OCCASIONS("the user has fewer than four purchase occasions", "购买日少于四天"),
    NO_BASELINE(
            "the user's earlier record is too short, or has nothing of it, to compare with", "更早的记录不足或没有此项，无法作个人基线"),
    NOTHING_TO_COMPARE(
            "the user's earlier record is too short, or it or the window has nothing to compare",
            "更早的记录不足，或窗口内、更早的记录中没有可比较的内容"),
    NOTHING_IN_WINDOW("nothing in the window to take a share or a mean of", "窗口内没有可供计算的记录"),
    NOT_RECORDED("the log never recorded it for the user", "日志中从未记录过该用户的此项信息"),
    NOT_IN_A_YEAR("nothing of it was recorded in the last 364 days", "近 364 天没有此项记录"),
    NOT_SUBSCRIBED("the user holds no contract", "该用户当前无合约");

    private final String en;
    private final String zh;

    Missing(String en, String zh) {
        this.en = en;
        this.zh = zh;
    }

    /** The rule in a language. */
    public String rule(Language language) {
        return language.choose(en, zh);
    }
}
