package io.perennial.simulator.life;

import io.perennial.simulator.world.RandomStream;

/** What a user says: complaints, answers to the recommendation question, reviews. It sours before a user leaves. */
final class Opinions {

    private static final String[] TOPICS = {"delivery", "quality", "price", "service", "app"};
    private static final int SURVEY_DAYS = 180;
    private static final double ANSWERS = 0.25;
    private static final double REVIEWS = 0.12;
    private static final int NOON = 12 * 3_600;
    private static final int AFTERNOON = 8 * 3_600;

    private final Scribe scribe;
    private final RandomStream random;
    private final double satisfaction;
    private final double opens;

    Opinions(Scribe scribe, RandomStream random) {
        this.scribe = scribe;
        this.random = random;
        this.satisfaction = scribe.user().contact().satisfaction();
        this.opens = scribe.user().contact().opens();
    }

    /** What an active day may bring. */
    void afterVisit(int day, Stage stage) {
        double rate = (stage == Stage.DECLINING ? 0.03 : 0.005) * (1.5 - satisfaction);
        if (random.chance(rate)) {
            scribe.write(day, second(), Act.COMPLAINT, 0, TOPICS[random.below(TOPICS.length)], "hotline");
        }
    }

    /** A review may follow an order. */
    void afterOrder(int day, Stage stage) {
        if (random.chance(REVIEWS)) {
            double tone = 900 * satisfaction - 150 - (stage == Stage.DECLINING ? 400 : 0) + 250 * random.normal();
            int thousandths = (int) Math.max(-1_000, Math.min(1_000, tone));
            scribe.write(day, second(), Act.REVIEW, thousandths, "", "app");
        }
    }

    /** Everybody is asked twice a year; few answer. */
    void survey(int day, Stage stage) {
        if (Math.floorMod(day - scribe.user().id(), SURVEY_DAYS) != 0 || !random.chance(ANSWERS * (0.5 + opens))) {
            return;
        }
        double answer = 5 + 4.5 * satisfaction - (stage == Stage.DECLINING ? 3 : 0) + 1.5 * random.normal();
        scribe.write(day, second(), Act.NPS, (int) Math.max(0, Math.min(10, answer)), "", "app");
    }

    private int second() {
        return NOON + random.below(AFTERNOON);
    }
}
