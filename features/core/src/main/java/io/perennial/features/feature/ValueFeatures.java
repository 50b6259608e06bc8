package io.perennial.features.feature;

import static io.perennial.features.feature.Dimension.VALUE;
import static io.perennial.features.feature.Feature.Unit.COUNT;
import static io.perennial.features.feature.Feature.Unit.FLAG;
import static io.perennial.features.feature.Feature.Unit.MONEY;
import static io.perennial.features.feature.Feature.Unit.RATIO;
import static io.perennial.features.feature.Feature.Unit.SHARE;

import io.perennial.features.event.EventKind;
import java.util.ArrayList;
import java.util.List;

/** Value: what the user spends, in which baskets, and what comes back. The M of RFM is here. */
final class ValueFeatures {

    private ValueFeatures() {}

    static List<Feature> all() {
        List<Feature> features = new ArrayList<>();
        for (int days : new int[] {28, 84, 180, 365}) {
            features.add(spend(days));
        }
        features.add(spending("spend_lifetime")
                .en("spend, lifetime", "Purchase amounts ever, before refunds.")
                .zh("累计消费额", "累计购买金额，未扣退款。")
                .safe()
                .as(user -> user.spend(UserView.EVER)));
        features.add(netSpend(84));
        features.add(netSpend(365));
        features.addAll(baskets());
        features.addAll(deductions());
        return features;
    }

    private static List<Feature> baskets() {
        return List.of(
                spending("mean_basket")
                        .en("mean basket", "Lifetime spend over purchase occasions.")
                        .zh("平均客单价", "累计消费额除以购买日数。")
                        .missing(Missing.NO_PURCHASE)
                        .safe()
                        .as(user -> UserView.share(user.spend(UserView.EVER), user.occasions())),
                spending("mean_repeat_basket")
                        .en("mean repeat basket", "Mean amount of the purchase occasions after the first.")
                        .zh("复购客单价", "首购之后各购买日的平均金额。")
                        .missing(Missing.TWO_OCCASIONS)
                        .safe()
                        .as(Baskets::meanRepeat),
                spending("last_basket")
                        .en("last basket", "Amount of the latest purchase occasion.")
                        .zh("最近一次客单价", "最近一个购买日的金额。")
                        .missing(Missing.NO_PURCHASE)
                        .safe()
                        .as(Baskets::last),
                spending("basket_84")
                        .en("mean basket, 84 days", "Spend over purchase occasions in the last 84 days.")
                        .zh("近 84 天客单价", "近 84 天消费额除以购买日数。")
                        .missing(Missing.NOTHING_IN_WINDOW)
                        .safe()
                        .actionable()
                        .as(user -> UserView.share(user.spend(84), user.daysWith(EventKind.PURCHASE, 84))),
                Draft.of("basket_cv", VALUE, RATIO)
                        .needs(EventKind.PURCHASE)
                        .en(
                                "variation of baskets",
                                "Standard deviation over mean of the amounts of all purchase occasions.")
                        .zh("客单价波动", "各购买日金额的标准差与均值之比。")
                        .missing(Missing.TWO_OCCASIONS)
                        .as(Baskets::variation),
                Draft.of("basket_change_84", VALUE, RATIO)
                        .needs(EventKind.PURCHASE)
                        .en(
                                "change of basket",
                                "Mean basket of the last 84 days against the user's own earlier mean; -0.25 is 25 % smaller.")
                        .zh("客单价变化", "近 84 天客单价相对个人基线的变化，-0.25 表示下降 25%。")
                        .missing(Missing.NOTHING_TO_COMPARE)
                        .safe()
                        .warning()
                        .as(user -> user.change(user.history()::spendMinor, user::occasions, 84)),
                Draft.of("spend_change_84", VALUE, RATIO)
                        .needs(EventKind.PURCHASE)
                        .en("change of spend", "Spend in the last 84 days against the user's own earlier rate.")
                        .zh("消费额变化", "近 84 天消费额相对个人基线的变化。")
                        .missing(Missing.NO_BASELINE)
                        .safe()
                        .warning()
                        .as(user -> user.change(user.history()::spendMinor, 84)),
                Draft.of("repeat_buyer", VALUE, FLAG)
                        .needs(EventKind.PURCHASE)
                        .en("bought more than once", "1 where the user has at least two purchase occasions, else 0.")
                        .zh("是否复购", "有两个及以上购买日为 1，否则为 0。")
                        .missing(Missing.NO_PURCHASE)
                        .safe()
                        .as(user -> user.occasions() == 0 ? Double.NaN : user.occasions() > 1 ? 1 : 0));
    }

    private static List<Feature> deductions() {
        return List.of(
                Draft.of("refunds_84", VALUE, COUNT)
                        .needs(EventKind.REFUND)
                        .en("refunds, 84 days", "Refunds in the last 84 days.")
                        .zh("近 84 天退款次数", "近 84 天的退款次数。")
                        .risk()
                        .warning()
                        .as(user -> user.count(EventKind.REFUND, 84)),
                Draft.of("refund_share_365", VALUE, RATIO)
                        .needs(EventKind.PURCHASE, EventKind.REFUND)
                        .en(
                                "refunded share",
                                "Refunds over purchases in the last 365 days, by amount; above 1 where refunds of earlier purchases prevail.")
                        .zh("退款金额占比", "近 365 天退款金额与购买金额之比；退的多为更早的订单时可能大于 1。")
                        .missing(Missing.NOTHING_IN_WINDOW)
                        .risk()
                        .as(user -> UserView.share(user.refunds(365), user.spend(365))),
                Draft.of("coupons_84", VALUE, COUNT)
                        .needs(EventKind.COUPON)
                        .en("coupons, 84 days", "Coupons redeemed in the last 84 days.")
                        .zh("近 84 天用券次数", "近 84 天核销优惠券的次数。")
                        .actionable()
                        .as(user -> user.count(EventKind.COUPON, 84)),
                Draft.of("coupon_share_365", VALUE, SHARE)
                        .needs(EventKind.PURCHASE, EventKind.COUPON)
                        .en(
                                "share of purchases with a coupon",
                                "Purchase occasions of the last 365 days on whose day a coupon was redeemed, as a share.")
                        .zh("用券购买占比", "近 365 天的购买日中，当天用过券的占比。")
                        .missing(Missing.NOTHING_IN_WINDOW)
                        .risk()
                        .as(Baskets::couponShare));
    }

    private static Draft spending(String id) {
        return Draft.of(id, VALUE, MONEY).needs(EventKind.PURCHASE);
    }

    private static Feature spend(int days) {
        return spending("spend_" + days)
                .en("spend, " + days + " days", "Purchase amounts in the last " + days + " days, before refunds.")
                .zh("近 " + days + " 天消费额", "近 " + days + " 天购买金额，未扣退款。")
                .safe()
                .actionable()
                .as(user -> user.spend(days));
    }

    private static Feature netSpend(int days) {
        return spending("net_spend_" + days)
                .needs(EventKind.REFUND)
                .en(
                        "net spend, " + days + " days",
                        "Purchases less refunds in the last " + days + " days; negative where refunds prevail.")
                .zh("近 " + days + " 天净消费额", "近 " + days + " 天购买金额减去退款金额，退款更多时为负。")
                .safe()
                .as(user -> user.spend(days) - user.refunds(days));
    }
}
