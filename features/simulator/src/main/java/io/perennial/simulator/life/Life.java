package io.perennial.simulator.life;

import io.perennial.simulator.world.Archetype;
import io.perennial.simulator.world.Calendar;
import io.perennial.simulator.world.Campaign;
import io.perennial.simulator.world.CampaignPlan;
import io.perennial.simulator.world.OutreachEffect;
import io.perennial.simulator.world.RandomStream;
import io.perennial.simulator.world.Traits;

/**
 * One user lived day by day: the hidden process moves, outreach works on it, and what the company can see is written
 * down. Days come in order from 0; what happens on a day depends on nothing after it. Small and not thread safe.
 */
public final class Life {

    /** Outreach is not sent to who has not been seen for longer than this, in days. */
    private static final int FORGOTTEN_DAYS = 365;

    private static final double CLICKS = 0.3;

    private final Traits user;
    private final long seed;
    private final Calendar calendar;
    private final CampaignPlan plan;
    private final RandomStream random;
    private final Scribe scribe;
    private final DropOut dropOut;
    private final Mood mood;
    private final Visits visits;
    private final Orders orders;
    private final Opinions opinions;
    private int liftedUntil;
    private int lastSeen;
    private int aliveUntil = Integer.MIN_VALUE;

    /**
     * A life about to begin.
     *
     * @param deeds where its deeds are written
     */
    public Life(Traits user, long seed, Calendar calendar, CampaignPlan plan, DeedSink deeds) {
        this.user = user;
        this.seed = seed;
        this.calendar = calendar;
        this.plan = plan;
        this.random = RandomStream.of(seed, user.id(), 2);
        this.scribe = new Scribe(user, deeds);
        this.dropOut = new DropOut(user);
        this.mood = new Mood(user.id(), random);
        this.visits = new Visits(scribe, random);
        this.orders = new Orders(scribe, random);
        this.opinions = new Opinions(scribe, random);
    }

    /** Lives one more day. */
    public void live(int day) {
        if (day < user.joined()) {
            return;
        }
        if (user.archetype() == Archetype.CONTACT) {
            lastSeen = day;
            outreach(day);
            return;
        }
        boolean first = dropOut.stage() == Stage.BEFORE;
        if (first) {
            begin(day);
        } else {
            dropOut.live(random);
            mood.live(day, random);
        }
        orders.refund(day);
        outreach(day);
        if (dropOut.stage().isAlive()) {
            aliveUntil = day;
            act(day, first && user.joined() >= 0);
        }
    }

    /** Who lives. */
    public Traits user() {
        return user;
    }

    /** Where the user stands now. */
    public Stage stage() {
        return dropOut.stage();
    }

    /** The last day the user was alive, or {@link Integer#MIN_VALUE} for one who never was. */
    public int aliveUntil() {
        return aliveUntil;
    }

    DropOut dropOut() {
        return dropOut;
    }

    Mood mood() {
        return mood;
    }

    Orders orders() {
        return orders;
    }

    /** The first day on which the last outreach works no more. */
    int liftedUntil() {
        return liftedUntil;
    }

    private void begin(int day) {
        dropOut.begin();
        lastSeen = day;
    }

    private void outreach(int day) {
        if (!user.contact().reachable() || day - lastSeen > FORGOTTEN_DAYS) {
            return;
        }
        plan.on(day).ifPresent(campaign -> {
            Campaign.Arm arm = campaign.arm(seed, user.id());
            if (arm == Campaign.Arm.SENT) {
                scribe.write(day, 10 * 3_600, Act.SENT, 0, campaign.name(), campaign.channel());
                dropOut.touched(random);
                liftedUntil = day + OutreachEffect.LIFT_DAYS;
                answer(campaign);
            } else if (arm == Campaign.Arm.HELD_OUT) {
                scribe.write(day, 10 * 3_600, Act.HELD_OUT, 0, campaign.name(), campaign.channel());
            }
        });
    }

    private void answer(Campaign campaign) {
        double intensity = dropOut.intensity();
        if (intensity == 0 || !random.chance(user.contact().opens() * intensity)) {
            return;
        }
        int second = 10 * 3_600 + 600 + random.below(9 * 3_600);
        scribe.write(campaign.day(), second, Act.OPENED, 0, campaign.name(), campaign.channel());
        if (random.chance(CLICKS)) {
            scribe.write(campaign.day(), second + 30, Act.CLICKED, 0, campaign.name(), campaign.channel());
            visit(campaign.day(), intensity);
        }
    }

    private void act(int day, boolean registers) {
        double intensity = dropOut.intensity();
        if (registers) {
            visits.register(day);
        }
        if (intensity > 0) {
            double today = intensity
                    * mood.factor()
                    * (day < liftedUntil ? user.contact().effect().lift() : 1);
            visitDay(day, today, intensity);
            buyDay(day, today, intensity);
            opinions.survey(day, dropOut.stage());
        }
    }

    private void visitDay(int day, double today, double intensity) {
        double rate = user.visiting().perDay() * calendar.visiting(day) * today;
        double probability = rate / (1 + rate);
        if (random.chance(probability)) {
            for (int count = 1 + random.run(probability, 4); count > 0; count--) {
                visit(day, intensity);
            }
            opinions.afterVisit(day, dropOut.stage());
        }
    }

    private void buyDay(int day, double today, double intensity) {
        if (!random.chance(user.buying().perDay() * calendar.buying(day) * today)) {
            return;
        }
        boolean unseen = user.archetype() == Archetype.SILENT_PAYER;
        orders.order(day, unseen ? 12 * 3_600 + random.below(6 * 3_600) : visit(day, intensity));
        lastSeen = day;
        opinions.afterOrder(day, dropOut.stage());
    }

    private int visit(int day, double intensity) {
        lastSeen = day;
        return visits.visit(day, intensity);
    }
}
