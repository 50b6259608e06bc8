package io.perennial.features.feature;

import static io.perennial.features.feature.Dimension.CONTEXT;
import static io.perennial.features.feature.Feature.Unit.COUNT;
import static io.perennial.features.feature.Feature.Unit.DAYS;
import static io.perennial.features.feature.Feature.Unit.FLAG;
import static io.perennial.features.feature.Feature.Unit.MONEY;
import static io.perennial.features.feature.Feature.Unit.SCORE;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.History;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Context: tenure, calendar, contract and how the user came; held still when the dimensions are explained. */
final class ContextFeatures {

    private static final Set<EventKind> SUBSCRIBE = EnumSet.of(EventKind.SUBSCRIBE);
    private static final Set<EventKind> CANCEL = EnumSet.of(EventKind.CANCEL);

    private ContextFeatures() {}

    static List<Feature> all() {
        return List.of(
                Draft.of("tenure_days", CONTEXT, DAYS)
                        .en("tenure", "Days from the first visible day of anything to the last visible day.")
                        .zh("用户生命天数", "从首次出现记录到最后可见日共多少天。")
                        .safe()
                        .as(user -> user.since(user.history().firstDay())),
                Draft.of("purchase_tenure_days", CONTEXT, DAYS)
                        .en("tenure as a buyer", "Days from the first purchase to the last visible day.")
                        .zh("首购至今天数", "从首次购买到最后可见日共多少天。")
                        .missing(Missing.NO_PURCHASE)
                        .needs(EventKind.PURCHASE)
                        .as(user -> user.occasions() == 0 ? Double.NaN : user.since(user.occasion(0))),
                Draft.of("first_basket", CONTEXT, MONEY)
                        .en("first basket", "Amount of the first purchase occasion.")
                        .zh("首购金额", "首个购买日的金额。")
                        .missing(Missing.NO_PURCHASE)
                        .needs(EventKind.PURCHASE)
                        .as(Baskets::first),
                Draft.of("first_month_active_days", CONTEXT, DAYS)
                        .en(
                                "active days of the first month",
                                "Active days in the first 28 days from the first visible day of anything.")
                        .zh("首月活跃天数", "自首次出现起 28 天内的活跃天数。")
                        .safe()
                        .as(ContextFeatures::firstMonth),
                Draft.of("season_sin", CONTEXT, SCORE)
                        .en(
                                "season, sine",
                                "Sine of the as-of's place in the year, -1 to 1; highest at the start of April, lowest at the start of October.")
                        .zh("季节（正弦）", "观察日在一年中位置的正弦值，-1 到 1，四月初最高、十月初最低。")
                        .missing(Missing.NEVER)
                        .as(user -> Season.sin(user.asOf())),
                Draft.of("season_cos", CONTEXT, SCORE)
                        .en(
                                "season, cosine",
                                "Cosine of the as-of's place in the year, -1 to 1; highest at New Year, lowest at the start of July.")
                        .zh("季节（余弦）", "观察日在一年中位置的余弦值，-1 到 1，年初年末最高、七月初最低。")
                        .missing(Missing.NEVER)
                        .as(user -> Season.cos(user.asOf())),
                Draft.of("under_contract", CONTEXT, FLAG)
                        .en(
                                "under contract",
                                "1 where a contract was started and not cancelled on that day or since, else 0.")
                        .zh("是否在约", "已签约且当天及之后未取消为 1，否则为 0。")
                        .needs(EventKind.SUBSCRIBE)
                        .safe()
                        .as(user -> user.isUnseen() ? Double.NaN : isUnderContract(user) ? 1 : 0),
                Draft.of("contract_days", CONTEXT, DAYS)
                        .en(
                                "age of contract",
                                "Days from the latest start of a contract still held to the last visible day.")
                        .zh("签约天数", "当前合约自最近一次签约起的天数。")
                        .missing(Missing.NOT_SUBSCRIBED)
                        .needs(EventKind.SUBSCRIBE)
                        .safe()
                        .as(user -> isUnderContract(user) ? user.silence(SUBSCRIBE) : Double.NaN),
                Draft.of("cancels_lifetime", CONTEXT, COUNT)
                        .en("cancellations, lifetime", "Explicit cancellations ever.")
                        .zh("累计取消次数", "累计取消合约的次数。")
                        .needs(EventKind.CANCEL)
                        .risk()
                        .as(user -> user.count(EventKind.CANCEL, UserView.EVER)));
    }

    /** A cancellation on the very day of a start wins: within a day the ledger keeps no order. */
    private static boolean isUnderContract(UserView user) {
        int started = user.history().lastDay(SUBSCRIBE);
        return started != History.NONE && started > user.history().lastDay(CANCEL);
    }

    private static double firstMonth(UserView user) {
        int first = user.history().firstDay();
        return user.isUnseen() ? Double.NaN : user.activeDays(first, Math.min(first + 28, user.asOf()));
    }
}
