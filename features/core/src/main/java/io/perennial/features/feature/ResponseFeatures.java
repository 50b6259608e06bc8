package io.perennial.features.feature;

import static io.perennial.features.feature.Dimension.RESPONSE;
import static io.perennial.features.feature.Feature.Unit.COUNT;
import static io.perennial.features.feature.Feature.Unit.DAYS;
import static io.perennial.features.feature.Feature.Unit.RATIO;
import static io.perennial.features.feature.Feature.Unit.SCORE;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.History;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Response: what the user makes of our outreach, and how the user feels. */
final class ResponseFeatures {

    private static final Set<EventKind> ANSWER = EnumSet.of(EventKind.OPEN, EventKind.CLICK);
    private static final Set<EventKind> COMPLAINT = EnumSet.of(EventKind.COMPLAINT);
    private static final Set<EventKind> NPS = EnumSet.of(EventKind.NPS);
    private static final double THOUSANDTHS = 1000;

    private ResponseFeatures() {}

    static List<Feature> all() {
        List<Feature> features = new ArrayList<>(outreach());
        features.addAll(feeling());
        return features;
    }

    private static List<Feature> outreach() {
        return List.of(
                touches(28),
                touches(84),
                Draft.of("open_rate_84", RESPONSE, RATIO)
                        .en(
                                "opens per outreach",
                                "Outreach opened over outreach sent in the last 84 days; above 1 where one is opened again.")
                        .zh("触达打开率", "近 84 天打开次数与触达次数之比；同一触达反复打开时可能大于 1。")
                        .missing(Missing.NOTHING_IN_WINDOW)
                        .needs(EventKind.TOUCH, EventKind.OPEN)
                        .safe()
                        .actionable()
                        .warning()
                        .as(user -> user.mean(user.events(EventKind.OPEN), user.events(EventKind.TOUCH), 84)),
                Draft.of("click_rate_84", RESPONSE, RATIO)
                        .en("clicks per outreach", "Clicks over outreach sent in the last 84 days.")
                        .zh("触达点击率", "近 84 天点击次数与触达次数之比。")
                        .missing(Missing.NOTHING_IN_WINDOW)
                        .needs(EventKind.TOUCH, EventKind.CLICK)
                        .safe()
                        .actionable()
                        .warning()
                        .as(user -> user.mean(user.events(EventKind.CLICK), user.events(EventKind.TOUCH), 84)),
                Draft.of("open_rate_shift_28", RESPONSE, RATIO)
                        .en(
                                "shift of opens per outreach",
                                "Opens per outreach in the last 28 days less the user's own earlier rate.")
                        .zh("触达打开率变化", "近 28 天触达打开率减去个人基线的打开率。")
                        .missing(Missing.NOTHING_TO_COMPARE)
                        .needs(EventKind.TOUCH, EventKind.OPEN)
                        .safe()
                        .warning()
                        .as(user -> user.shift(user.events(EventKind.OPEN), user.events(EventKind.TOUCH), 28)),
                Draft.of("unanswered_touches", RESPONSE, COUNT)
                        .en(
                                "outreach unanswered in a row",
                                "Outreach sent since the day after the user last opened or clicked one: a sign of fatigue.")
                        .zh("连续未响应触达数", "自最近一次打开或点击的次日起，发出而无回应的触达次数，是触达疲劳的信号。")
                        .needs(EventKind.TOUCH)
                        .reads(EventKind.OPEN, EventKind.CLICK)
                        .risk()
                        .actionable()
                        .warning()
                        .as(ResponseFeatures::unanswered),
                Draft.of("answer_silence_days", RESPONSE, DAYS)
                        .en(
                                "days since last answer",
                                "Days from the last open or click of an outreach to the last visible day.")
                        .zh("未响应天数", "距最近一次打开或点击触达已过去多少天。")
                        .missing(Missing.NEVER_DONE)
                        .reads(EventKind.OPEN, EventKind.CLICK)
                        .risk()
                        .as(user -> user.silence(ANSWER)));
    }

    private static List<Feature> feeling() {
        return List.of(
                Draft.of("complaints_84", RESPONSE, COUNT)
                        .en("complaints, 84 days", "Complaints in the last 84 days.")
                        .zh("近 84 天投诉次数", "近 84 天的投诉次数。")
                        .needs(EventKind.COMPLAINT)
                        .risk()
                        .warning()
                        .as(user -> user.count(EventKind.COMPLAINT, 84)),
                Draft.of("complaint_age_days", RESPONSE, DAYS)
                        .en("days since last complaint", "Days from the last complaint to the last visible day.")
                        .zh("距上次投诉天数", "距最近一次投诉已过去多少天。")
                        .missing(Missing.NEVER_DONE)
                        .needs(EventKind.COMPLAINT)
                        .safe()
                        .as(user -> user.silence(COMPLAINT)),
                Draft.of("nps_last", RESPONSE, SCORE)
                        .en(
                                "last NPS answer",
                                "Mean of the recommendation answers, 0 to 10, on the latest day with one.")
                        .zh("最近一次 NPS 评分", "最近一次回答推荐意愿问题当天的平均分，0 到 10 分。")
                        .missing(Missing.NEVER_DONE)
                        .needs(EventKind.NPS)
                        .safe()
                        .warning()
                        .as(ResponseFeatures::lastNps),
                Draft.of("nps_mean_365", RESPONSE, SCORE)
                        .en("mean NPS answer", "Mean of the recommendation answers, 0 to 10, in the last 365 days.")
                        .zh("NPS 平均分", "近 365 天推荐意愿问题的平均分，0 到 10 分。")
                        .missing(Missing.NOTHING_IN_WINDOW)
                        .needs(EventKind.NPS)
                        .safe()
                        .as(user -> user.mean(user.history()::npsSum, user.events(EventKind.NPS), 365)),
                Draft.of("sentiment_84", RESPONSE, SCORE)
                        .en("mean sentiment", "Mean tone of the user's texts in the last 84 days, -1 to 1.")
                        .zh("情绪均值", "近 84 天用户所写文字的平均情绪，-1 到 1。")
                        .missing(Missing.NOTHING_IN_WINDOW)
                        .needs(EventKind.SENTIMENT)
                        .safe()
                        .warning()
                        .as(user -> user.mean(user.history()::sentimentSum, user.events(EventKind.SENTIMENT), 84)
                                / THOUSANDTHS),
                Draft.of("sentiment_shift_28", RESPONSE, SCORE)
                        .en(
                                "shift of sentiment",
                                "Mean tone of the last 28 days less the user's own earlier mean, -2 to 2.")
                        .zh("情绪变化", "近 28 天平均情绪减去个人基线的均值，-2 到 2。")
                        .missing(Missing.NOTHING_TO_COMPARE)
                        .needs(EventKind.SENTIMENT)
                        .safe()
                        .warning()
                        .as(user -> user.shift(user.history()::sentimentSum, user.events(EventKind.SENTIMENT), 28)
                                / THOUSANDTHS));
    }

    private static Feature touches(int days) {
        return Draft.of("touches_" + days, RESPONSE, COUNT)
                .en("outreach received, " + days + " days", "Outreach sent to the user in the last " + days + " days.")
                .zh("近 " + days + " 天触达次数", "近 " + days + " 天向该用户发出的触达次数。")
                .needs(EventKind.TOUCH)
                .actionable()
                .as(user -> user.count(EventKind.TOUCH, days));
    }

    private static double unanswered(UserView user) {
        if (user.isUnseen()) {
            return Double.NaN;
        }
        int answered = user.history().lastDay(ANSWER);
        int from = answered == History.NONE ? Integer.MIN_VALUE : answered + 1;
        return user.history().count(EventKind.TOUCH, from, user.asOf());
    }

    private static double lastNps(UserView user) {
        int day = user.history().lastDay(NPS);
        if (day == History.NONE) {
            return Double.NaN;
        }
        return (double) user.history().npsSum(day, day + 1) / user.history().count(EventKind.NPS, day, day + 1);
    }
}
