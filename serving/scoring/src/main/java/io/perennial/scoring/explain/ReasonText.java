package io.perennial.scoring.explain;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.Language;
import io.perennial.features.feature.Part;
import io.perennial.features.feature.Schema;
import io.perennial.features.feature.TableSchema;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The words of reasons, English and Chinese. Pure: the same facts give the same words on every machine. */
final class ReasonText {

    /** A smaller share would be written as 0 %. */
    private static final double LOWEST = 0.01;

    /** Below it more peers have as much or more than have less: "more than 1 %" would sound like much. */
    private static final double MIDDLE = 0.5;

    private static final String ALL = "all ";

    private final Target target;
    private final String currency;
    private final ColumnText subject;

    /** Words for a score of vectors of this schema. */
    ReasonText(Target target, Schema schema) {
        this.target = target;
        if (schema instanceof TableSchema table) {
            this.currency = "";
            this.subject = new CellText(table);
        } else {
            FeatureSchema log = (FeatureSchema) schema;
            this.currency = log.context().log().currency();
            this.subject = new FeatureText(log);
        }
    }

    String en(int column, double value, Reason.Peer peer, double contribution) {
        return subject.en(column, value, peer) + "; " + effectEn(contribution);
    }

    String zh(int column, double value, Reason.Peer peer, double contribution) {
        return subject.zh(column, value, peer) + "；" + effectZh(contribution);
    }

    String en(Part part, double contribution) {
        return part.en() + ", taken together; " + effectEn(contribution);
    }

    String zh(Part part, double contribution) {
        return part.zh() + "（综合）；" + effectZh(contribution);
    }

    private String effectEn(double contribution) {
        String way = contribution > 0 ? "raises" : "lowers";
        return switch (target) {
            case CHURN -> way + " the risk by " + points(contribution) + " percentage points";
            case LTV -> way + " the value by " + money(contribution, Language.EN);
            case TREND -> way + " the spend of the next six blocks by " + money(contribution, Language.EN);
        };
    }

    private String effectZh(double contribution) {
        String way = contribution > 0 ? "上升" : "下降";
        return switch (target) {
            case CHURN -> "使流失风险" + way + " " + points(contribution) + " 个百分点";
            case LTV -> "使生命周期价值" + way + " " + money(contribution, Language.ZH);
            case TREND -> "使未来六期预期消费" + way + " " + money(contribution, Language.ZH);
        };
    }

    private static String points(double contribution) {
        return NumberText.grouped(100 * Math.abs(contribution), 1);
    }

    private String money(double contribution, Language language) {
        return NumberText.money(Math.abs(contribution), currency, language);
    }

    /**
     * Where a value stands among peers.
     *
     * @param share of them strictly below it, in [0, 1]; 1 where it is beyond all of them, as days of silence grow to be
     * @param usual whether it is their median
     */
    static String standingEn(double share, boolean usual, String peers) {
        if (usual) {
            return ", as usual among " + peers;
        }
        if (share == 1) {
            return ", more than " + (peers.startsWith(ALL) ? "" : ALL) + peers;
        }
        if (share < LOWEST) {
            return ", among the lowest of " + peers;
        }
        return share < MIDDLE
                ? ", at most as much as " + percent(1 - share) + " of " + peers
                : ", more than " + percent(share) + " of " + peers;
    }

    static String standingZh(double share, boolean usual, String peers) {
        if (usual) {
            return "，与" + peers + "的中位数相同";
        }
        if (share == 1) {
            return "，高于所有" + peers;
        }
        if (share < LOWEST) {
            return "，属于" + peers + "中最低的一批";
        }
        return share < MIDDLE ? "，不高于 " + percent(1 - share) + " 的" + peers : "，高于 " + percent(share) + " 的" + peers;
    }

    private static String percent(double share) {
        // Rounded down: "more than 100 %" of a group one belongs to would be false.
        return new BigDecimal(100 * share).setScale(0, RoundingMode.FLOOR).toPlainString() + "%";
    }
}
