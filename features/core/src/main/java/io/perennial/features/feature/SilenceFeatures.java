package io.perennial.features.feature;

import static io.perennial.features.feature.Dimension.SILENCE;
import static io.perennial.features.feature.Feature.Unit.DAYS;
import static io.perennial.features.feature.Feature.Unit.RATIO;
import static io.perennial.features.feature.Feature.Unit.SHARE;

import io.perennial.features.event.EventKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Last seen: how long the user has been away, against the user's own usual gap. The R of RFM is here. */
final class SilenceFeatures {

    private static final Set<EventKind> VISIT = EnumSet.of(EventKind.VISIT);
    private static final Set<EventKind> CORE = EnumSet.of(EventKind.CORE);

    private SilenceFeatures() {}

    static List<Feature> all() {
        return List.of(
                Draft.of("silence_days", SILENCE, DAYS)
                        .en("days since last active", "Days from the last active day to the last visible day.")
                        .zh("沉默天数", "距最近一次活跃已过去多少天。")
                        .missing(Missing.NEVER_ACTIVE)
                        .risk()
                        .actionable()
                        .warning()
                        .as(UserView::silence),
                Draft.of("silence_vs_own_gap", SILENCE, RATIO)
                        .en(
                                "silence against own usual gap",
                                "Days silent over the user's own mean gap between active days.")
                        .zh("沉默与个人间隔之比", "当前沉默天数是该用户平均活跃间隔的几倍。")
                        .missing(Missing.TWO_ACTIVE_DAYS)
                        .risk()
                        .warning()
                        .as(user -> user.silence() / user.activeGaps().mean()),
                Draft.of("silence_vs_longest_gap", SILENCE, RATIO)
                        .en(
                                "silence against longest gap",
                                "Days silent over the user's longest gap so far; above 1 is a record.")
                        .zh("沉默与最长间隔之比", "当前沉默天数与该用户历史最长活跃间隔之比，大于 1 即创下新高。")
                        .missing(Missing.TWO_ACTIVE_DAYS)
                        .risk()
                        .warning()
                        .as(user -> user.silence() / user.activeGaps().longest()),
                Draft.of("silence_rank", SILENCE, SHARE)
                        .en(
                                "share of own gaps shorter than this silence",
                                "Share of the user's past gaps between active days that were shorter than the present silence.")
                        .zh("沉默超过历史间隔的比例", "该用户以往的活跃间隔中，短于当前沉默天数的占比。")
                        .missing(Missing.TWO_ACTIVE_DAYS)
                        .risk()
                        .as(user -> user.activeGaps().shareShorter(user.silence())),
                Draft.of("purchase_silence_days", SILENCE, DAYS)
                        .en("days since last purchase", "Days from the last purchase to the last visible day.")
                        .zh("未购天数", "距最近一次购买已过去多少天。")
                        .missing(Missing.NO_PURCHASE)
                        .needs(EventKind.PURCHASE)
                        .risk()
                        .actionable()
                        .warning()
                        .as(UserView::purchaseSilence),
                Draft.of("purchase_silence_vs_own_gap", SILENCE, RATIO)
                        .en(
                                "purchase silence against own usual gap",
                                "Days without a purchase over the user's own mean gap between purchase occasions.")
                        .zh("未购天数与个人间隔之比", "当前未购天数是该用户平均购买间隔的几倍。")
                        .missing(Missing.TWO_OCCASIONS)
                        .needs(EventKind.PURCHASE)
                        .risk()
                        .warning()
                        .as(user -> user.purchaseSilence() / user.purchaseGaps().mean()),
                Draft.of("visit_silence_days", SILENCE, DAYS)
                        .en("days since last visit", "Days from the last visit to the last visible day.")
                        .zh("未访问天数", "距最近一次访问已过去多少天。")
                        .missing(Missing.NEVER_DONE)
                        .needs(EventKind.VISIT)
                        .risk()
                        .actionable()
                        .as(user -> user.silence(VISIT)),
                Draft.of("core_silence_days", SILENCE, DAYS)
                        .en(
                                "days since last core use",
                                "Days from the last use of a core feature to the last visible day.")
                        .zh("未使用核心功能天数", "距最近一次使用核心功能已过去多少天。")
                        .missing(Missing.NEVER_DONE)
                        .needs(EventKind.CORE)
                        .risk()
                        .actionable()
                        .as(user -> user.silence(CORE)));
    }
}
