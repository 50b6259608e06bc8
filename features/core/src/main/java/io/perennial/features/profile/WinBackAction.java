package io.perennial.features.profile;

/** What is done to keep a user, from nothing to a person who calls: the mildest means that fits the churn grade. */
public enum WinBackAction {
    /** Nothing beyond what everybody gets: outreach to who stays anyway costs money and attention. */
    OBSERVE("leave alone", "保持观察", "send nothing beyond what everybody gets", "不额外触达，避免打扰"),
    /** Inside the product only. */
    CONTENT("content", "内容激励", "show what fits the user inside the product; send no message", "在产品内推荐合适的内容，不发消息"),
    /** One message. */
    MESSAGE("message", "个性化触达", "send one message about the strongest reason", "围绕首要原因发送一条个性化消息"),
    /** Something of value. */
    BENEFIT("benefit", "权益激励", "offer a benefit that costs less than the expected loss", "提供成本低于预期损失的权益"),
    /** A person. */
    CALL("personal contact", "人工挽回", "have a person call or write, with the best offer there is", "由专人联系，并给出最优方案");

    private final String en;
    private final String zh;
    private final String adviceEn;
    private final String adviceZh;

    WinBackAction(String en, String zh, String adviceEn, String adviceZh) {
        this.en = en;
        this.zh = zh;
        this.adviceEn = adviceEn;
        this.adviceZh = adviceZh;
    }

    /** The action of a grade. */
    public static WinBackAction of(ChurnGrade grade) {
        return switch (grade) {
            case R1 -> OBSERVE;
            case R2 -> CONTENT;
            case R3 -> MESSAGE;
            case R4 -> BENEFIT;
            case R5 -> CALL;
        };
    }

    /** Whether the user is sent something, or called. */
    public boolean isOutreach() {
        return this != OBSERVE && this != CONTENT;
    }

    /** The name in English. */
    public String en() {
        return en;
    }

    /** The name in Chinese. */
    public String zh() {
        return zh;
    }

    /** What to do, in English. */
    public String adviceEn() {
        return adviceEn;
    }

    /** What to do, in Chinese. */
    public String adviceZh() {
        return adviceZh;
    }
}
