package io.perennial.features.feature;

import static io.perennial.features.feature.Dimension.SOCIAL;
import static io.perennial.features.feature.Feature.Unit.COUNT;
import static io.perennial.features.feature.Feature.Unit.DAYS;
import static io.perennial.features.feature.Feature.Unit.RATIO;

import io.perennial.features.event.EventKind;
import java.util.List;
import java.util.Set;

/** Social: what the user gives to others: interactions, content, invites. */
final class SocialFeatures {

    private static final EventKind[] GIVING = {EventKind.SOCIAL, EventKind.CONTENT, EventKind.INVITE};
    private static final Set<EventKind> GIVING_SET = Set.of(GIVING);

    private SocialFeatures() {}

    static List<Feature> all() {
        return List.of(
                interactions(28),
                interactions(84),
                content(28),
                content(84),
                Draft.of("invites_84", SOCIAL, COUNT)
                        .en("invites, 84 days", "Invitations sent in the last 84 days.")
                        .zh("近 84 天邀请次数", "近 84 天发出邀请的次数。")
                        .needs(EventKind.INVITE)
                        .safe()
                        .actionable()
                        .as(user -> user.count(EventKind.INVITE, 84)),
                Draft.of("invites_lifetime", SOCIAL, COUNT)
                        .en("invites, lifetime", "Invitations ever sent.")
                        .zh("累计邀请次数", "累计发出邀请的次数。")
                        .needs(EventKind.INVITE)
                        .safe()
                        .as(user -> user.count(EventKind.INVITE, UserView.EVER)),
                Draft.of("social_days_84", SOCIAL, DAYS)
                        .en("social days", "Days in the last 84 with an interaction, content or an invite.")
                        .zh("近 84 天社交活跃天数", "近 84 天里有互动、发布或邀请的天数。")
                        .reads(GIVING)
                        .safe()
                        .as(user -> user.daysWithAny(GIVING_SET, 84)),
                Draft.of("social_silence_days", SOCIAL, DAYS)
                        .en(
                                "days since last social act",
                                "Days from the last interaction, content or invite to the last visible day.")
                        .zh("社交沉默天数", "距最近一次互动、发布或邀请已过去多少天。")
                        .missing(Missing.NEVER_DONE)
                        .reads(GIVING)
                        .risk()
                        .warning()
                        .as(user -> user.silence(GIVING_SET)),
                Draft.of("social_change_28", SOCIAL, RATIO)
                        .en(
                                "change of social acts",
                                "Interactions, content and invites in the last 28 days against the user's own earlier rate.")
                        .zh("社交行为变化", "近 28 天互动、发布与邀请次数相对个人基线的变化。")
                        .missing(Missing.NO_BASELINE)
                        .reads(GIVING)
                        .safe()
                        .warning()
                        .as(user -> user.change(user.events(GIVING), 28)),
                Draft.of("content_change_84", SOCIAL, RATIO)
                        .en(
                                "change of publishing",
                                "Content published in the last 84 days against the user's own earlier rate.")
                        .zh("发布频次变化", "近 84 天发布内容次数相对个人基线的变化。")
                        .missing(Missing.NO_BASELINE)
                        .needs(EventKind.CONTENT)
                        .safe()
                        .warning()
                        .as(user -> user.change(user.events(EventKind.CONTENT), 84)));
    }

    private static Feature interactions(int days) {
        return Draft.of("interactions_" + days, SOCIAL, COUNT)
                .en(
                        "interactions, " + days + " days",
                        "Likes, comments, shares and follows in the last " + days + " days.")
                .zh("近 " + days + " 天互动次数", "近 " + days + " 天点赞、评论、分享和关注的次数。")
                .needs(EventKind.SOCIAL)
                .safe()
                .actionable()
                .as(user -> user.count(EventKind.SOCIAL, days));
    }

    private static Feature content(int days) {
        return Draft.of("content_" + days, SOCIAL, COUNT)
                .en(
                        "content published, " + days + " days",
                        "Pieces of content published in the last " + days + " days.")
                .zh("近 " + days + " 天发布数", "近 " + days + " 天发布内容的次数。")
                .needs(EventKind.CONTENT)
                .safe()
                .actionable()
                .as(user -> user.count(EventKind.CONTENT, days));
    }
}
