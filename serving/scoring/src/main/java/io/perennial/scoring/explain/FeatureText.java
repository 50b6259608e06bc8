package io.perennial.scoring.explain;

import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.Language;
import java.util.List;

/** What a reason says of a feature of a log's user. */
final class FeatureText implements ColumnText {

    private final List<Feature> features;
    private final String currency;

    FeatureText(FeatureSchema schema) {
        this.features = schema.features();
        this.currency = schema.context().log().currency();
    }

    @Override
    public String en(int column, double value, Reason.Peer peer) {
        Feature feature = features.get(column);
        String own = Double.isNaN(value)
                ? "no record (" + feature.missing().rule(Language.EN) + ")"
                : amountEn(feature, value) + unitEn(feature, value);
        String peers = !peer.isKnown()
                ? ""
                : ReasonText.standingEn(peer.percentile(), value == peer.median(), peer.en()) + " (median "
                        + amountEn(feature, peer.median()) + ")";
        return feature.en() + ": " + own + peers;
    }

    @Override
    public String zh(int column, double value, Reason.Peer peer) {
        Feature feature = features.get(column);
        String own = Double.isNaN(value)
                ? "无记录（" + feature.missing().rule(Language.ZH) + "）"
                : amountZh(feature, value) + unitZh(feature);
        String peers = !peer.isKnown()
                ? ""
                : ReasonText.standingZh(peer.percentile(), value == peer.median(), "同类用户") + "（" + peer.zh() + "，中位数 "
                        + amountZh(feature, peer.median()) + "）";
        return feature.zh() + "：" + own + peers;
    }

    private String amountEn(Feature feature, double value) {
        return feature.unit() == Feature.Unit.MONEY
                ? NumberText.money(value, currency, Language.EN)
                : amount(feature, value);
    }

    private String amountZh(Feature feature, double value) {
        return feature.unit() == Feature.Unit.MONEY
                ? NumberText.money(value, currency, Language.ZH)
                : amount(feature, value);
    }

    private static String amount(Feature feature, double value) {
        if (feature.isChange()) {
            return (value > 0 ? "+" : "") + NumberText.grouped(100 * value, 0) + "%";
        }
        return switch (feature.unit()) {
            case SHARE -> NumberText.grouped(100 * value, 0) + "%";
            case DAYS, COUNT -> NumberText.grouped(value, value == StrictMath.rint(value) ? 0 : 1);
            case FLAG -> NumberText.grouped(value, 0);
            case MONEY, RATIO -> NumberText.grouped(value, 2);
            case MINUTES, SCORE -> NumberText.grouped(value, 1);
        };
    }

    private String unitEn(Feature feature, double value) {
        return switch (feature.unit()) {
            case DAYS -> value == 1 ? " day" : " days";
            case MINUTES -> " minutes";
            case MONEY, COUNT, RATIO, SHARE, SCORE, FLAG -> "";
        };
    }

    private String unitZh(Feature feature) {
        return switch (feature.unit()) {
            case DAYS -> " 天";
            case MINUTES -> " 分钟";
            case COUNT -> " " + feature.counter(Language.ZH);
            case MONEY, RATIO, SHARE, SCORE, FLAG -> "";
        };
    }
}
