package io.perennial.features.feature;

import static io.perennial.features.feature.Dimension.FREQUENCY;
import static io.perennial.features.feature.Feature.Unit.COUNT;
import static io.perennial.features.feature.Feature.Unit.DAYS;
import static io.perennial.features.feature.Feature.Unit.RATIO;

import io.perennial.features.event.EventKind;
import java.util.List;

/** Frequency: how often the user comes and buys, how evenly, and how that changed. The F of RFM is here. */
final class FrequencyFeatures {

    private FrequencyFeatures() {}

    static List<Feature> all() {
        return List.of(
                visits(7),
                visits(28),
                visits(84),
                activeDays(7),
                activeDays(28),
                activeDays(84),
                occasions(28),
                occasions(84),
                occasions(180),
                occasions(365),
                Draft.of("purchase_occasions", FREQUENCY, COUNT)
                        .en("purchase occasions, lifetime", "Business days with a purchase, ever.")
                        .zh("累计购买日数", "有购买的日子累计多少天。")
                        .counter("天")
                        .needs(EventKind.PURCHASE)
                        .safe()
                        .as(user -> user.isUnseen() ? Double.NaN : user.occasions()),
                Draft.of("visits_change_28", FREQUENCY, RATIO)
                        .en(
                                "change of visits",
                                "Visits in the last 28 days against the user's own earlier rate; -0.3 is 30 % fewer.")
                        .zh("访问频次变化", "近 28 天访问次数相对个人基线的变化，-0.3 表示减少三成。")
                        .missing(Missing.NO_BASELINE)
                        .needs(EventKind.VISIT)
                        .safe()
                        .warning()
                        .as(user -> user.change(user.events(EventKind.VISIT), 28)),
                Draft.of("active_days_change_28", FREQUENCY, RATIO)
                        .en(
                                "change of active days",
                                "Active days in the last 28 days against the user's own earlier rate.")
                        .zh("活跃天数变化", "近 28 天活跃天数相对个人基线的变化。")
                        .missing(Missing.NO_BASELINE)
                        .safe()
                        .warning()
                        .as(user -> user.change(user::activeDays, 28)),
                Draft.of("occasions_change_84", FREQUENCY, RATIO)
                        .en(
                                "change of purchase occasions",
                                "Purchase occasions in the last 84 days against the user's own earlier rate.")
                        .zh("购买频次变化", "近 84 天购买日数相对个人基线的变化。")
                        .missing(Missing.NO_BASELINE)
                        .needs(EventKind.PURCHASE)
                        .safe()
                        .warning()
                        .as(user -> user.change(user::occasions, 84)),
                Draft.of("active_gap_mean", FREQUENCY, DAYS)
                        .en("usual gap between active days", "Mean days from one active day to the next.")
                        .zh("平均活跃间隔", "相邻两个活跃日平均相隔多少天。")
                        .missing(Missing.TWO_ACTIVE_DAYS)
                        .risk()
                        .as(user -> user.activeGaps().mean()),
                Draft.of("active_gap_cv", FREQUENCY, RATIO)
                        .en(
                                "irregularity of active days",
                                "Standard deviation over mean of the gaps between active days; 0 is clockwork.")
                        .zh("活跃间隔波动", "活跃间隔的标准差与均值之比，0 表示非常规律。")
                        .missing(Missing.FOUR_ACTIVE_DAYS)
                        .warning()
                        .as(user -> user.activeGaps().variation()),
                Draft.of("purchase_gap_mean", FREQUENCY, DAYS)
                        .en("usual gap between purchases", "Mean days from one purchase occasion to the next.")
                        .zh("平均购买间隔", "相邻两个购买日平均相隔多少天。")
                        .missing(Missing.TWO_OCCASIONS)
                        .needs(EventKind.PURCHASE)
                        .risk()
                        .as(user -> user.purchaseGaps().mean()),
                Draft.of("purchase_gap_cv", FREQUENCY, RATIO)
                        .en(
                                "irregularity of purchases",
                                "Standard deviation over mean of the gaps between purchase occasions; 0 is clockwork.")
                        .zh("购买间隔波动", "购买间隔的标准差与均值之比，0 表示非常规律。")
                        .missing(Missing.FOUR_OCCASIONS)
                        .needs(EventKind.PURCHASE)
                        .as(user -> user.purchaseGaps().variation()));
    }

    private static Feature visits(int days) {
        return Draft.of("visits_" + days, FREQUENCY, COUNT)
                .en("visits, " + days + " days", "Visits in the last " + days + " days.")
                .zh("近 " + days + " 天访问次数", "近 " + days + " 天的访问次数。")
                .needs(EventKind.VISIT)
                .safe()
                .actionable()
                .as(user -> user.count(EventKind.VISIT, days));
    }

    private static Feature activeDays(int days) {
        return Draft.of("active_days_" + days, FREQUENCY, DAYS)
                .en("active days, " + days + " days", "Days with activity in the last " + days + " days.")
                .zh("近 " + days + " 天活跃天数", "近 " + days + " 天里有活跃行为的天数。")
                .safe()
                .actionable()
                .as(user -> user.activeDays(days));
    }

    private static Feature occasions(int days) {
        return Draft.of("occasions_" + days, FREQUENCY, COUNT)
                .en(
                        "purchase occasions, " + days + " days",
                        "Business days with a purchase in the last " + days + " days.")
                .zh("近 " + days + " 天购买日数", "近 " + days + " 天里有购买的天数。")
                .counter("天")
                .needs(EventKind.PURCHASE)
                .safe()
                .actionable()
                .as(user -> user.daysWith(EventKind.PURCHASE, days));
    }
}
