package io.perennial.features.feature;

import static io.perennial.features.feature.Dimension.DEPTH;
import static io.perennial.features.feature.Feature.Unit.COUNT;
import static io.perennial.features.feature.Feature.Unit.MINUTES;
import static io.perennial.features.feature.Feature.Unit.RATIO;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LedgerDay;
import java.util.List;

/** Depth: how much the user does once there. */
final class DepthFeatures {

    private static final EventKind[] ACTIONS = {
        EventKind.CORE, EventKind.PURCHASE, EventKind.CONTENT, EventKind.SOCIAL, EventKind.INVITE, EventKind.COUPON
    };

    private static final int SECONDS = 60;

    private DepthFeatures() {}

    static List<Feature> all() {
        return List.of(
                minutes(28),
                minutes(84),
                minutesPerVisit(28),
                minutesPerVisit(84),
                Draft.of("minutes_per_visit_change_28", DEPTH, RATIO)
                        .en(
                                "change of minutes per visit",
                                "Minutes per visit in the last 28 days against the user's own earlier mean; one of unknown duration has 0 where others are known.")
                        .zh("单次访问时长变化", "近 28 天单次访问时长相对个人基线的变化；有时长记录时，时长未知的访问按 0 计。")
                        .missing(Missing.NOTHING_TO_COMPARE)
                        .needs(EventKind.VISIT)
                        .safe()
                        .warning()
                        .as(user -> user.change(user.history()::visitSeconds, user.events(EventKind.VISIT), 28)),
                actionsPerVisit(28),
                actionsPerVisit(84),
                Draft.of("actions_per_visit_change_28", DEPTH, RATIO)
                        .en(
                                "change of actions per visit",
                                "Actions per visit in the last 28 days against the user's own earlier mean.")
                        .zh("单次访问操作数变化", "近 28 天单次访问操作数相对个人基线的变化。")
                        .missing(Missing.NOTHING_TO_COMPARE)
                        .reads(ACTIONS)
                        .needs(EventKind.VISIT)
                        .safe()
                        .warning()
                        .as(user -> user.change(user.events(ACTIONS), user.events(EventKind.VISIT), 28)),
                Draft.of("actions_per_active_day_84", DEPTH, RATIO)
                        .en(
                                "actions per active day",
                                "Actions in the last 84 days (core use, purchases, content, interactions, invites, coupons) over active days.")
                        .zh("每活跃日操作数", "近 84 天的操作数（核心使用、购买、发布、互动、邀请、用券）除以活跃天数。")
                        .missing(Missing.NOTHING_IN_WINDOW)
                        .reads(ACTIONS)
                        .safe()
                        .as(user -> user.mean(user.events(ACTIONS), user::activeDays, 84)),
                Draft.of("channels_84", DEPTH, COUNT)
                        .en("distinct channels", "Distinct channels the user came through in the last 84 days.")
                        .zh("渠道数", "近 84 天使用过的不同渠道数。")
                        .counter("个")
                        .missing(Missing.NOT_IN_A_YEAR)
                        .reads(LedgerDay.CHANNEL_KINDS)
                        .safe()
                        .as(DepthFeatures::channels));
    }

    private static Feature minutes(int days) {
        return Draft.of("minutes_" + days, DEPTH, MINUTES)
                .en("minutes, " + days + " days", "Minutes spent in visits in the last " + days + " days.")
                .zh("近 " + days + " 天停留时长", "近 " + days + " 天访问停留的总分钟数。")
                .missing(Missing.NOT_RECORDED)
                .needs(EventKind.VISIT)
                .safe()
                .actionable()
                .as(user -> seconds(user, UserView.EVER) > 0 ? seconds(user, days) / SECONDS : Double.NaN);
    }

    private static Feature minutesPerVisit(int days) {
        return Draft.of("minutes_per_visit_" + days, DEPTH, MINUTES)
                .en(
                        "minutes per visit, " + days + " days",
                        "Mean minutes of a visit in the last " + days
                                + " days; one of unknown duration has 0 where others are known.")
                .zh("近 " + days + " 天单次访问时长", "近 " + days + " 天平均每次访问停留多少分钟；有时长记录时，时长未知的访问按 0 计。")
                .missing(Missing.NOTHING_IN_WINDOW)
                .needs(EventKind.VISIT)
                .safe()
                .actionable()
                .as(user -> seconds(user, UserView.EVER) > 0
                        ? user.mean(user.history()::visitSeconds, user.events(EventKind.VISIT), days) / SECONDS
                        : Double.NaN);
    }

    private static Feature actionsPerVisit(int days) {
        return Draft.of("actions_per_visit_" + days, DEPTH, RATIO)
                .en("actions per visit, " + days + " days", "Actions over visits in the last " + days + " days.")
                .zh("近 " + days + " 天单次访问操作数", "近 " + days + " 天平均每次访问完成多少操作。")
                .missing(Missing.NOTHING_IN_WINDOW)
                .reads(ACTIONS)
                .needs(EventKind.VISIT)
                .safe()
                .actionable()
                .as(user -> user.mean(user.events(ACTIONS), user.events(EventKind.VISIT), days));
    }

    private static double seconds(UserView user, int days) {
        return user.history().visitSeconds(user.asOf() - days, user.asOf());
    }

    private static double channels(UserView user) {
        int year = user.history().distinctChannels(user.asOf() - UserView.BASELINE_DAYS, user.asOf());
        return year == 0 ? Double.NaN : user.history().distinctChannels(user.asOf() - 84, user.asOf());
    }
}
