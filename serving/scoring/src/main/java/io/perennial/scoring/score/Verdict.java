package io.perennial.scoring.score;

import java.util.Locale;

/** Why something of a score is missing, or to be read with care. */
public enum Verdict {
    NEVER_ACTIVE("the user was never active, so there is nothing to score", "该用户从未活跃，无可评分"),
    NOT_ELIGIBLE(
            "silent for the whole look-back: scored, but not among the users the models were judged on",
            "整个回看期内无活跃：有评分，但不属于模型评估人群"),
    NO_PURCHASES("the log carries no purchases, so nothing can be said about value", "日志不含购买记录，无法评估价值"),
    NO_VALUE_MODEL("no value model is published", "尚未发布价值模型"),
    ALIVE_NOT_IDENTIFIED(
            "purchases alone do not tell who has left, so no chance of being alive (p_alive) is told",
            "仅凭购买记录无法识别是否已流失，故无存活概率"),
    NO_TREND_MODEL("no trend model is published", "尚未发布趋势模型"),
    TREND_HISTORY_SHORT("the log shows too few months for the trend model", "日志月数不足，趋势模型无法使用"),
    FROM_TABLE(
            "scored from a table, which tells no value, trend, stage or outcome window", "评分来自客户宽表，无法给出价值、趋势、阶段与结果窗口"),
    HORIZON_EXTRAPOLATED(
            "no outcome window of this length has closed in the log: the score is carried beyond what could be checked",
            "日志中尚无同等长度的结果窗口结束：评分为外推，尚无法检验"),
    NEWLY_MISSING(
            "columns are missing that hardly ever were in training: averages stand for them, which the interval does not show",
            "缺少训练中几乎从不缺失的列：以平均水平代替，区间未体现这一点"),
    UNKNOWN_VALUE(
            "a column holds a value that hardly any training row had: it counts as missing", "某列的取值在训练中几乎从未出现：按缺失处理");

    private final String en;
    private final String zh;

    Verdict(String en, String zh) {
        this.en = en;
        this.zh = zh;
    }

    /** The id in columns and JSON: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reason in English. */
    public String en() {
        return en;
    }

    /** The reason in Chinese. */
    public String zh() {
        return zh;
    }
}
