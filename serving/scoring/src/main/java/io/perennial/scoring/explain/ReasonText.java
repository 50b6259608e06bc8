package io.perennial.scoring.explain;

import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.Feature;
import io.perennial.features.feature.Language;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The words of reasons, English and Chinese. Pure: the same facts give the same words on every machine. */
final class ReasonText {

    private final Target target;
    private final String currency;

    /** Words for a score whose money is in this currency. */
    ReasonText(Target target, String currency) {
        this.target = target;
        this.currency = currency;
    }

    String en(Feature feature, double value, Reason.Peer peer, double contribution) {
        String own = Double.isNaN(value)
                ? "no record (" + feature.missing().rule(Language.EN) + ")"
                : amount(feature.unit(), value) + unitEn(feature.unit());
        String peers = !peer.isKnown()
                ? ""
                : ", more than " + percent(peer.percentile()) + " of " + peer.en() + " (median "
                        + amount(feature.unit(), peer.median()) + ")";
        return feature.en() + ": " + own + peers + "; " + effectEn(contribution);
    }

    String zh(Feature feature, double value, Reason.Peer peer, double contribution) {
        String own = Double.isNaN(value)
                ? "无记录（" + feature.missing().rule(Language.ZH) + "）"
                : amount(feature.unit(), value) + unitZh(feature.unit());
        String peers = !peer.isKnown()
                ? ""
                : "，高于 " + percent(peer.percentile()) + " 的同类用户（" + peer.zh() + "，中位数 "
                        + amount(feature.unit(), peer.median()) + "）";
        return feature.zh() + "：" + own + peers + "；" + effectZh(contribution);
    }

    String en(Dimension dimension, double contribution) {
        return dimension.en() + ", taken together; " + effectEn(contribution);
    }

    String zh(Dimension dimension, double contribution) {
        return dimension.zh() + "（综合）；" + effectZh(contribution);
    }

    private String effectEn(double contribution) {
        String way = contribution > 0 ? "raises" : "lowers";
        return target == Target.CHURN
                ? way + " the risk by " + points(contribution) + " percentage points"
                : way + " the value by " + money(contribution) + " " + currency;
    }

    private String effectZh(double contribution) {
        String way = contribution > 0 ? "上升" : "下降";
        return target == Target.CHURN
                ? "流失风险" + way + " " + points(contribution) + " 个百分点"
                : "预期价值" + way + " " + money(contribution) + " " + currency;
    }

    private static String points(double contribution) {
        return rounded(100 * Math.abs(contribution), 1);
    }

    private static String money(double contribution) {
        return rounded(Math.abs(contribution), 2);
    }

    private static String percent(double share) {
        // Rounded down: "more than 100 %" of a group one belongs to would be false.
        return new BigDecimal(100 * share).setScale(0, RoundingMode.FLOOR).toPlainString() + "%";
    }

    private static String amount(Feature.Unit unit, double value) {
        return switch (unit) {
            case SHARE -> rounded(100 * value, 0) + "%";
            case DAYS, COUNT -> rounded(value, value == StrictMath.rint(value) ? 0 : 1);
            case FLAG -> rounded(value, 0);
            case MONEY, RATIO -> rounded(value, 2);
            case MINUTES, SCORE -> rounded(value, 1);
        };
    }

    private static String rounded(double value, int digits) {
        return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    }

    private String unitEn(Feature.Unit unit) {
        return switch (unit) {
            case DAYS -> " days";
            case MINUTES -> " minutes";
            case MONEY -> " " + currency;
            case COUNT, RATIO, SHARE, SCORE, FLAG -> "";
        };
    }

    private String unitZh(Feature.Unit unit) {
        return switch (unit) {
            case DAYS -> " 天";
            case MINUTES -> " 分钟";
            case MONEY -> " " + currency;
            case COUNT -> " 次";
            case RATIO, SHARE, SCORE, FLAG -> "";
        };
    }
}
