package io.perennial.scoring.score;

import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.outcome.ValueHorizons;
import io.perennial.scoring.score.Score.ChurnScore;
import io.perennial.scoring.score.Score.ValueScore;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The columns of the scores, in order: the one definition for Parquet, CSV, JSON and the documentation. */
public final class ScoreColumns {

    private static final String PROBABILITY = "probability";
    private static final String MONEY = "currency";
    private static final String DAYS = "days";
    private static final String NONE = "";

    private static final List<Column> ALL = all();

    private ScoreColumns() {}

    /** The columns, in the order of every file. */
    public static List<Column> columns() {
        return ALL;
    }

    private static List<Column> all() {
        List<Column> all = new ArrayList<>();
        all.add(text("user_id", "The user.", "用户编号。", Score::user));
        all.add(day(
                "as_of",
                "The day the score speaks for; nothing on or after it was seen.",
                "观察日，当日及之后的数据不可见。",
                score -> Optional.of(score.asOf())));
        all.addAll(churn());
        all.addAll(value());
        for (int month = 1; month <= Score.MONTHS; month++) {
            all.add(trend(month));
        }
        all.addAll(profile());
        all.addAll(frame());
        all.addAll(state());
        all.addAll(trendRanges());
        all.addAll(outlook());
        all.add(text(
                "rfm",
                "Recency, frequency and monetary score of RFM, a digit of 1 to 5 each, such as 545; null where the user never bought.",
                "RFM 三项得分，各为 1 至 5 的一位数字，如 545；从未购买者为空。",
                score -> score.profile().rfm()));
        return List.copyOf(all);
    }

    private static List<Column> churn() {
        return List.of(
                risk(
                        "churn_probability",
                        "Calibrated probability of no activity in the outcome window; null for users never active.",
                        "结果窗口内无活跃的校准概率；从未活跃者为空。",
                        ChurnScore::probability),
                risk("churn_low", "Lower end of its calibration interval.", "流失概率校准区间下限。", ChurnScore::low),
                risk("churn_high", "Upper end of its calibration interval.", "流失概率校准区间上限。", ChurnScore::high),
                text(
                        "churn_grade",
                        "How urgently to win back, R1 mild to R5 now or never.",
                        "挽回等级，R1 轻微至 R5 紧急挽回。",
                        score -> score.profile().grade()));
    }

    private static List<Column> value() {
        return List.of(
                money(
                        "p_alive",
                        PROBABILITY,
                        "Probability of not having left; null where purchases do not identify it.",
                        "尚未流失的概率；购买记录无法识别时为空。",
                        ValueScore::pAlive),
                money(
                        "expected_purchases",
                        "occasions",
                        "Expected purchase occasions in the outcome window.",
                        "结果窗口内预期购买日数。",
                        ValueScore::expectedPurchases),
                money(
                        "ltv",
                        MONEY,
                        "Expected margin inside the outcome window, discounted at the stated rate.",
                        "结果窗口内预期毛利（按约定贴现）。",
                        ValueScore::ltv),
                money(
                        "ltv_low",
                        MONEY,
                        "Lower end of its 90 % prediction interval.",
                        "价值 90% 预测区间下限。",
                        ValueScore::low),
                money(
                        "ltv_high",
                        MONEY,
                        "Upper end of its 90 % prediction interval.",
                        "价值 90% 预测区间上限。",
                        ValueScore::high));
    }

    private static Column trend(int month) {
        return number(
                "trend_m" + month,
                MONEY,
                "Expected spend in block " + month
                        + " of 30 days from the as-of; null without a trend model or months enough.",
                "观察日起第 " + month + " 个 30 天的预期消费；无趋势模型或月数不足时为空。",
                score -> score.trend().isEmpty() ? Double.NaN : score.trend().get(month - 1));
    }

    private static List<Column> trendRanges() {
        List<Column> columns = new ArrayList<>();
        for (int month = 1; month <= Score.MONTHS; month++) {
            addRange(columns, "trend_m" + month, month - 1);
        }
        columns.add(number(
                "trend_total",
                MONEY,
                "Expected spend of the six blocks together; null where they are.",
                "六个 30 天合计的预期消费；各期为空时为空。",
                Score::trendTotal));
        addRange(columns, "trend_total", Score.MONTHS);
        return columns;
    }

    private static void addRange(List<Column> columns, String of, int at) {
        columns.add(number(
                of + "_low",
                MONEY,
                "Lower end of the 90 % prediction interval of " + of + "; null where too few blocks have closed.",
                of + " 的 90% 预测区间下限；已结束的期数过少时为空。",
                score -> score.trendRanges().isEmpty()
                        ? Double.NaN
                        : score.trendRanges().get(at).low()));
        columns.add(number(
                of + "_high",
                MONEY,
                "Upper end of the 90 % prediction interval of " + of + "; null where too few blocks have closed.",
                of + " 的 90% 预测区间上限；已结束的期数过少时为空。",
                score -> score.trendRanges().isEmpty()
                        ? Double.NaN
                        : score.trendRanges().get(at).high()));
    }

    private static List<Column> profile() {
        return List.of(
                number(
                        "warning_index",
                        "0 to 100",
                        "100 x the calibrated churn probability.",
                        "流失预警指数：校准流失概率 × 100。",
                        Score::warningIndex),
                number(
                        "health",
                        "0 to 100",
                        "Mean of the dimension scores that have data.",
                        "有数据的各维度得分的均值。",
                        score -> score.profile().health()),
                text("stage", "Stage of the user's life cycle.", "用户生命周期阶段。", score -> score.profile()
                        .stage()),
                text(
                        "segment",
                        "RFM segment; null where the user never bought.",
                        "RFM 客群；从未购买者为空。",
                        score -> score.profile().segment()),
                reason(1),
                reason(2),
                reason(3));
    }

    private static Column reason(int rank) {
        return text(
                "top_reason_" + rank,
                "Code of reason " + rank
                        + " for the churn score; null where not asked for (a live score: ?reasons=true) or there is none.",
                "流失评分第 " + rank + " 条原因代码；未请求（实时评分须加 ?reasons=true）或不存在时为空。",
                score -> score.reasons().size() < rank ? NONE : score.reasons().get(rank - 1));
    }

    private static List<Column> frame() {
        return List.of(
                text("model_churn", "Version of the churn model.", "流失模型版本。", score -> score.frame()
                        .churn()),
                text("model_ltv", "Version of the value model.", "价值模型版本。", score -> score.frame()
                        .ltv()),
                text("model_trend", "Version of the trend model.", "趋势模型版本。", score -> score.frame()
                        .trend()),
                whole(
                        "horizon_days",
                        "Length of the outcome window; null for a table.",
                        "结果窗口长度；来自客户宽表时为空。",
                        score -> score.frame().horizonDays()),
                whole(
                        "gap_days",
                        "Days between the as-of and the outcome window; null for a table.",
                        "观察日与结果窗口之间的天数；来自客户宽表时为空。",
                        score -> score.frame().gapDays()),
                text(
                        "currency",
                        "ISO 4217 code of all amounts; " + LogDefinition.NO_CURRENCY + " for a log without money.",
                        "金额币种；无金额的日志为 " + LogDefinition.NO_CURRENCY + "。",
                        score -> score.frame().currency()));
    }

    private static List<Column> state() {
        return List.of(
                money(
                        "value_if_retained",
                        MONEY,
                        "Expected value given activity in the outcome window.",
                        "若在结果窗口内活跃的预期价值。",
                        ValueScore::ifRetained),
                money(
                        "expected_loss",
                        MONEY,
                        "churn_probability x value_if_retained.",
                        "预期损失：流失概率 × 留存价值。",
                        ValueScore::expectedLoss),
                new Column(
                        "eligible",
                        Column.Type.TRUTH,
                        NONE,
                        "Whether the user was active within the look-back, so that models were judged on such users.",
                        "回看期内是否活跃，即是否属于模型评估人群。",
                        score -> Optional.of(score.eligible())),
                text(
                        "verdict",
                        "Why something is null or to be read with care, ids joined by ;, or ok.",
                        "空值或需谨慎解读的原因，以 ; 连接；一切正常为 ok。",
                        ScoreColumns::verdict),
                day(
                        "last_active",
                        "The last day with activity; null where there is none.",
                        "最近一次活跃日；无则为空。",
                        score -> score.lastActive().stream().boxed().findFirst()),
                number(
                        "last_value",
                        MONEY,
                        "Spend on the latest purchase occasion; null where there is none.",
                        "最近一个购买日的金额；无则为空。",
                        Score::lastValue));
    }

    private static List<Column> outlook() {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < ValueHorizons.DAYS.size(); i++) {
            int at = i;
            columns.add(money(
                    Outlook.ltv(ValueHorizons.DAYS.get(i)),
                    MONEY,
                    "Expected margin inside " + ValueHorizons.DAYS.get(i)
                            + " days after the gap; never less than over a shorter horizon.",
                    "间隔期后 " + ValueHorizons.DAYS.get(i) + " 天内的预期毛利；不低于更短期限。",
                    value -> value.outlook().byHorizon().isEmpty()
                            ? Double.NaN
                            : value.outlook().byHorizon().get(at)));
        }
        columns.add(new Column(
                Outlook.CLOSED_DAYS,
                Column.Type.INTEGER,
                DAYS,
                "The longest horizon of which the log has shown outcomes; values over longer ones are extrapolated.",
                "日志中已有结果的最长期限；更长期限的价值为外推。",
                score -> score.value()
                        .filter(value -> !value.outlook().byHorizon().isEmpty())
                        .map(value -> value.outlook().closedDays())));
        columns.add(money(
                Outlook.LTV_MEDIAN,
                MONEY,
                "Value that as many such users stay below as go above, 0 for most.",
                "同类用户价值的中位数，多数为 0。",
                value -> value.outlook().ltvMedian()));
        columns.add(money(
                Outlook.PURCHASES_MEDIAN,
                "occasions",
                "Purchase occasions that as many such users stay below as go above, 0 for most.",
                "同类用户购买日数的中位数，多数为 0。",
                value -> value.outlook().purchasesMedian()));
        return columns;
    }

    private static String verdict(Score score) {
        return score.verdicts().isEmpty()
                ? "ok"
                : score.verdicts().stream().map(Verdict::id).collect(Collectors.joining(";"));
    }

    private static Column text(String name, String en, String zh, Function<Score, String> value) {
        return new Column(name, Column.Type.TEXT, NONE, en, zh, score -> {
            String text = value.apply(score);
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        });
    }

    private static Column day(String name, String en, String zh, Function<Score, Optional<Integer>> epochDay) {
        return new Column(name, Column.Type.DAY, NONE, en, zh, score -> epochDay.apply(score)
                .map(LocalDate::ofEpochDay));
    }

    private static Column whole(String name, String en, String zh, Function<Score, Integer> value) {
        return new Column(name, Column.Type.INTEGER, DAYS, en, zh, score -> Optional.of(value.apply(score))
                .filter(days -> days != Score.Frame.UNKNOWN)
                .map(Object.class::cast));
    }

    private static Column number(String name, String unit, String en, String zh, ToDoubleFunction<Score> value) {
        return new Column(name, Column.Type.NUMBER, unit, en, zh, score -> {
            double number = value.applyAsDouble(score);
            return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
        });
    }

    private static Column risk(String name, String en, String zh, ToDoubleFunction<ChurnScore> value) {
        return number(name, PROBABILITY, en, zh, score -> score.churn()
                .map(value::applyAsDouble)
                .orElse(Double.NaN));
    }

    private static Column money(String name, String unit, String en, String zh, ToDoubleFunction<ValueScore> value) {
        return number(name, unit, en, zh, score -> score.value()
                .map(value::applyAsDouble)
                .orElse(Double.NaN));
    }
}
