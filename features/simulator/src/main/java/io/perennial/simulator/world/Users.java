package io.perennial.simulator.world;

import io.perennial.simulator.world.Traits.Buying;
import io.perennial.simulator.world.Traits.Contact;
import io.perennial.simulator.world.Traits.Leaving;
import io.perennial.simulator.world.Traits.Visiting;

/**
 * Draws users: each depends on the seed and its own number only, so they can be made one at a time, in any order and
 * any number.
 *
 * <p>Rates are lognormal across users, so a few users make most of the activity and of the revenue.
 */
public final class Users {

    private static final double OLD_SHARE = 0.25;
    private static final int OLD_DAYS = 365;
    private static final double BUYERS = 0.50;

    private final long seed;
    private final int days;

    /** The users of a seed over so many days of logs. */
    public Users(long seed, int days) {
        this.seed = seed;
        this.days = days;
    }

    /** The user of this number. */
    public Traits user(int id) {
        RandomStream random = RandomStream.of(seed, id, 1);
        Archetype archetype = Archetype.draw(random);
        Source source = Source.draw(random);
        double taste = random.normal();
        return new Traits(
                id,
                archetype,
                source,
                joined(random),
                visiting(archetype, taste, random),
                buying(archetype, taste, random),
                leaving(archetype, source, random),
                contact(archetype, random));
    }

    /** A quarter came before the logs; later days bring slightly more users than earlier ones. */
    private int joined(RandomStream random) {
        if (random.chance(OLD_SHARE)) {
            return -1 - random.below(OLD_DAYS);
        }
        return (int) (days * StrictMath.pow(random.uniform(), 0.9));
    }

    private static Visiting visiting(Archetype archetype, double taste, RandomStream random) {
        double perDay = Math.min(1.5, 0.07 * StrictMath.exp(1.1 * taste));
        double seconds = random.logNormal(240, 0.5);
        double core = 0.15 + 0.45 * random.uniform();
        int breadth = 2 + random.below(9);
        double social = 0.5 * random.uniform() * random.uniform();
        return switch (archetype) {
            case REGULAR -> new Visiting(perDay, seconds, core, breadth, social, 0.01);
            case CREATOR -> new Visiting(Math.max(0.05, perDay), seconds, core, breadth, 0.3 + social, 0.25);
            case SILENT_PAYER -> new Visiting(0.004, seconds / 2, core / 2, 2, 0, 0);
            case CHECK_IN_ONLY -> new Visiting(Math.min(0.9, 0.2 + perDay), 12, 0, 1, 0, 0);
            case CONTACT -> new Visiting(0, 0, 0, 1, 0, 0);
        };
    }

    /** Who visits more buys somewhat more often; basket sizes do not depend on it. */
    private static Buying buying(Archetype archetype, double taste, RandomStream random) {
        boolean buys = random.chance(BUYERS);
        double perDay = Math.min(0.12, StrictMath.exp(0.35 * taste) * random.logNormal(1 / 60.0, 0.7));
        double basket = random.logNormal(110, 0.85);
        double coupons = random.chance(0.4) ? 0.1 + 0.5 * random.uniform() : 0;
        double refunds = 0.01 + 0.06 * random.uniform();
        return switch (archetype) {
            case REGULAR, CREATOR -> new Buying(buys ? perDay : 0, basket, coupons, refunds);
            case SILENT_PAYER -> new Buying(perDay, 1.3 * basket, 0, refunds);
            case CHECK_IN_ONLY, CONTACT -> new Buying(0, basket, 0, 0);
        };
    }

    private static Leaving leaving(Archetype archetype, Source source, RandomStream random) {
        double decline = source.hazard() * random.logNormal(1 / 650.0, 0.7);
        boolean sudden = random.chance(archetype == Archetype.SILENT_PAYER ? 0.8 : 0.25);
        int declineDays = sudden ? 0 : 30 + random.below(90);
        double pause = random.logNormal(1 / 200.0, 0.5);
        double resume = 1 / (15 + 60 * random.uniform());
        return new Leaving(Math.min(0.02, decline), declineDays, Math.min(0.03, pause), resume);
    }

    private static Contact contact(Archetype archetype, RandomStream random) {
        boolean reachable = random.chance(0.9);
        OutreachEffect effect = OutreachEffect.draw(random);
        double opens = 0.08 + 0.42 * random.uniform() * random.uniform();
        double satisfaction = random.uniform();
        boolean device = random.chance(0.2);
        boolean phone = random.chance(0.15);
        return switch (archetype) {
            case REGULAR, CREATOR -> new Contact(reachable, effect, opens, satisfaction, device, phone);
            case SILENT_PAYER -> new Contact(reachable, OutreachEffect.INDIFFERENT, 0.02, satisfaction, device, true);
            case CHECK_IN_ONLY ->
                new Contact(reachable, OutreachEffect.INDIFFERENT, opens, satisfaction, device, false);
            case CONTACT -> new Contact(true, OutreachEffect.INDIFFERENT, 0, satisfaction, false, false);
        };
    }
}
