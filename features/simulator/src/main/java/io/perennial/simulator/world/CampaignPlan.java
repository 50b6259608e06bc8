package io.perennial.simulator.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All outreach of a simulation: about one campaign in ten days, by turns over three channels, the last of them on the
 * last day of the logs, so that no log ends before the others.
 */
public final class CampaignPlan {

    private static final String[] CHANNELS = {"push", "sms", "email"};
    private static final int EVERY = 10;
    private static final int JITTER = 4;

    private final Campaign[] byDay;

    /** The plan for so many days. */
    public CampaignPlan(long seed, int days) {
        this(days, drawn(seed, days));
    }

    /** A plan of these campaigns. */
    public CampaignPlan(int days, List<Campaign> campaigns) {
        byDay = new Campaign[days];
        for (Campaign campaign : campaigns) {
            byDay[campaign.day()] = campaign;
        }
    }

    private static List<Campaign> drawn(long seed, int days) {
        RandomStream random = RandomStream.of(seed, -1, 1);
        List<Campaign> campaigns = new ArrayList<>();
        int number = 0;
        for (; (number + 2) * EVERY < days; number++) {
            campaigns.add(campaign(number, (number + 1) * EVERY - random.below(JITTER)));
        }
        campaigns.add(campaign(number, days - 1));
        return campaigns;
    }

    private static Campaign campaign(int number, int day) {
        String channel = CHANNELS[number % CHANNELS.length];
        return new Campaign(number, "c" + (1000 + number) + "-" + channel, channel, day);
    }

    /** The campaign sent on a day. */
    public Optional<Campaign> on(int day) {
        return day < byDay.length ? Optional.ofNullable(byDay[day]) : Optional.empty();
    }
}
