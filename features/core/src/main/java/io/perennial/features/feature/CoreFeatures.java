package io.perennial.features.feature;

import static io.perennial.features.feature.Dimension.CORE;
import static io.perennial.features.feature.Feature.Unit.COUNT;
import static io.perennial.features.feature.Feature.Unit.RATIO;
import static io.perennial.features.feature.Feature.Unit.SHARE;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LedgerDay;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Core use: whether the user does what the product is for, and with how much of it. */
final class CoreFeatures {

    private static final Set<EventKind> PRESENT = EnumSet.of(EventKind.VISIT, EventKind.CORE);

    private CoreFeatures() {}

    static List<Feature> all() {
        return List.of(
                uses(28),
                uses(84),
                coreShare(28),
                coreShare(84),
                Draft.of("core_change_28", CORE, RATIO)
                        .en(
                                "change of core use",
                                "Uses of core features in the last 28 days against the user's own earlier rate; -0.3 is 30 % fewer.")
                        .zh("核心功能使用变化", "近 28 天核心功能使用次数相对个人基线的变化，-0.3 表示减少三成。")
                        .missing(Missing.NO_BASELINE)
                        .needs(EventKind.CORE)
                        .safe()
                        .warning()
                        .as(user -> user.change(user.events(EventKind.CORE), 28)),
                Draft.of("core_share_shift_28", CORE, RATIO)
                        .en(
                                "shift of core-use share",
                                "Share of days with core use in the last 28 days less the user's own earlier share.")
                        .zh("核心使用占比变化", "近 28 天有核心使用的天数占比，减去个人基线的占比。")
                        .missing(Missing.NOTHING_TO_COMPARE)
                        .needs(EventKind.CORE, EventKind.VISIT)
                        .safe()
                        .as(user -> user.shift(
                                (from, to) -> user.history().daysWith(EventKind.CORE, from, to),
                                (from, to) -> present(user, from, to),
                                28)),
                items(28),
                items(84),
                Draft.of("item_repertoire_84", CORE, SHARE)
                        .en(
                                "share of repertoire in use",
                                "Distinct items of the last 84 days over distinct items of the last 364: how much of what the user knows is still used.")
                        .zh("常用条目留用比例", "近 84 天涉及的不同条目数占近 364 天不同条目数的比例，反映常用条目还有多少仍在使用。")
                        .missing(Missing.NOT_IN_A_YEAR)
                        .reads(LedgerDay.ITEM_KINDS)
                        .safe()
                        .warning()
                        .as(user -> UserView.share(user.distinctItems(84), user.distinctItems(364))));
    }

    private static Feature uses(int days) {
        return Draft.of("core_" + days, CORE, COUNT)
                .en("core uses, " + days + " days", "Uses of core features in the last " + days + " days.")
                .zh("近 " + days + " 天核心功能使用次数", "近 " + days + " 天使用核心功能的次数。")
                .needs(EventKind.CORE)
                .safe()
                .actionable()
                .as(user -> user.count(EventKind.CORE, days));
    }

    private static Feature coreShare(int days) {
        return Draft.of("core_share_" + days, CORE, SHARE)
                .en(
                        "share of days with core use, " + days + " days",
                        "Of the days with a visit or core use in the last " + days + " days, the share with core use.")
                .zh("近 " + days + " 天核心使用占比", "近 " + days + " 天到访的日子里，用过核心功能的占比。")
                .missing(Missing.NOTHING_IN_WINDOW)
                .needs(EventKind.CORE, EventKind.VISIT)
                .safe()
                .actionable()
                .warning()
                .as(user -> UserView.share(user.daysWith(EventKind.CORE, days), user.daysWithAny(PRESENT, days)));
    }

    private static Feature items(int days) {
        return Draft.of("items_" + days, CORE, COUNT)
                .en(
                        "distinct items, " + days + " days",
                        "Distinct items the user touched in the last " + days + " days, at most 256 a day.")
                .zh("近 " + days + " 天不同条目数", "近 " + days + " 天涉及的不同条目数（商品、内容等），每天最多计 256 个。")
                .counter("个")
                .missing(Missing.NOT_IN_A_YEAR)
                .reads(LedgerDay.ITEM_KINDS)
                .safe()
                .actionable()
                .as(user -> user.distinctItems(364) > 0 ? user.distinctItems(days) : Double.NaN);
    }

    private static long present(UserView user, int from, int to) {
        return user.history().daysWithAny(PRESENT, from, to).length;
    }
}
