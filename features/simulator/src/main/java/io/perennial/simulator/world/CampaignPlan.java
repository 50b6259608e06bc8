package io.perennial.simulator.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All outreach of a simulation: about one campaign in ten days, by turns over three channels, none after the logs. */
public final class CampaignPlan {

    private static final String[] CHANNELS = {"push", "sms", "email"};
    private static final int EVERY = 10;
    private static final int JITTER = 4;

    private final Campaign[] byDay;

    /** The plan for so many days. */
    public CampaignPlan(long seed, int days) {
        byDay = new Campaign[days];
        RandomStream random = RandomStream.of(seed, -1, 1);
        for (int number = 0; (number + 1) * EVERY < days; number++) {
            int day = (number + 1) * EVERY - random.below(JITTER);
            String channel = CHANNELS[number % CHANNELS.length];
            byDay[day] = new Campaign(number, "c" + (1000 + number) + "-" + channel, channel, day);
        }
    }

    /** The campaign sent on a day. */
    public Optional<Campaign> on(int day) {
        return day < byDay.length ? Optional.ofNullable(byDay[day]) : Optional.empty();
    }

    /** All campaigns in the order of their days. */
    public List<Campaign> all() {
        List<Campaign> all = new ArrayList<>();
        for (Campaign campaign : byDay) {
            if (campaign != null) {
                all.add(campaign);
            }
        }
        return List.copyOf(all);
    }
}
