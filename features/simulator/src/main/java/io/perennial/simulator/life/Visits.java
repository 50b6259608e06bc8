package io.perennial.simulator.life;

import io.perennial.simulator.world.Archetype;
import io.perennial.simulator.world.RandomStream;
import io.perennial.simulator.world.Traits.Visiting;

/** What a user does in the app. As engagement fades, visits also become shorter and use less of the product. */
final class Visits {

    private static final String[] FEATURES = {
        "search",
        "compare",
        "wishlist",
        "reviews",
        "live_room",
        "scan",
        "size_guide",
        "tracking",
        "assistant",
        "groups",
        "points_mall"
    };
    private static final String[] PLATFORMS = {"android", "ios", "mini_program", "web"};
    private static final Act[] INTERACTIONS = {Act.LIKE, Act.LIKE, Act.LIKE, Act.COMMENT, Act.SHARE, Act.FOLLOW};
    private static final int OPENING = 7 * 3_600;
    private static final int CLOSING = 21 * 3_600;
    private static final int LONGEST = 9_000;

    private final Scribe scribe;
    private final RandomStream random;
    private final Visiting visiting;
    private final String platform;
    private final Act visit;

    Visits(Scribe scribe, RandomStream random) {
        this.scribe = scribe;
        this.random = random;
        this.visiting = scribe.user().visiting();
        this.platform = PLATFORMS[random.below(PLATFORMS.length)];
        this.visit = scribe.user().archetype() == Archetype.CHECK_IN_ONLY ? Act.CHECK_IN : Act.SESSION;
    }

    /** The first sight of a user: the registration and a first visit. */
    void register(int day) {
        String source = scribe.user().source().id();
        scribe.write(day, OPENING - 60, Act.REGISTERED, 0, "", source);
        visit(day, 1);
    }

    /** A visit with all that happens in it; the second of the day at which it ended. */
    int visit(int day, double intensity) {
        int start = OPENING + random.below(CLOSING - OPENING);
        double depth = Math.sqrt(intensity);
        int seconds = (int) Math.min(LONGEST, 1 + random.logNormal(visiting.seconds() * depth, 0.7));
        int step = Math.max(1, seconds / 24);
        int at = start;
        for (int uses = random.run(visiting.core() * depth, 8); uses > 0; uses--) {
            at += step;
            scribe.write(day, at, Act.FEATURE, 0, FEATURES[feature()], platform);
        }
        for (int acts = random.run(visiting.social() * depth, 6); acts > 0; acts--) {
            at += step;
            scribe.write(day, at, INTERACTIONS[random.below(INTERACTIONS.length)], 0, "", platform);
        }
        rare(day, at + step, depth);
        int end = Math.max(at + 2 * step, start + seconds);
        scribe.write(day, end, visit, seconds, "", platform);
        return end;
    }

    private void rare(int day, int at, double depth) {
        double draw = random.uniform();
        if (draw < visiting.posts() * depth) {
            scribe.write(day, at, Act.POST, 0, "", platform);
        } else if (draw > 1 - 0.006 * scribe.user().contact().satisfaction()) {
            scribe.write(day, at, Act.INVITE, 0, "", platform);
        } else if (draw > 0.989 && draw < 0.993) {
            scribe.write(day, at, Act.CRASH, 0, "", platform);
        }
    }

    /** A user's first features are used most. */
    private int feature() {
        return Math.min(random.below(visiting.breadth()), random.below(visiting.breadth()));
    }
}
