package io.perennial.simulator.life;

import io.perennial.simulator.world.OutreachEffect;
import io.perennial.simulator.world.RandomStream;
import io.perennial.simulator.world.Traits;
import io.perennial.simulator.world.Traits.Leaving;

/** The hidden process of one user: a Markov chain over stages with the age of a decline, moved once a day. */
final class DropOut {

    private final Leaving leaving;
    private final OutreachEffect effect;
    private Stage stage = Stage.BEFORE;
    private int age;

    DropOut(Traits user) {
        this.leaving = user.leaving();
        this.effect = user.contact().effect();
    }

    Stage stage() {
        return stage;
    }

    /** Days since the decline began; meaningful while declining. */
    int age() {
        return age;
    }

    /** What is left of the user's rates: 1 while engaged, 0 while silent or gone. */
    double intensity() {
        return switch (stage) {
            case ENGAGED -> 1;
            case DECLINING -> leaving.fade(age);
            case BEFORE, PAUSED, GONE -> 0;
        };
    }

    void begin() {
        stage = Stage.ENGAGED;
    }

    /** The step into a new day. */
    void live(RandomStream random) {
        switch (stage) {
            case ENGAGED -> leaveOrPause(random.uniform());
            case PAUSED -> stage = random.chance(leaving.resume()) ? Stage.ENGAGED : Stage.PAUSED;
            case DECLINING -> stage = ++age >= leaving.declineDays() ? Stage.GONE : Stage.DECLINING;
            case BEFORE, GONE -> {}
        }
    }

    /** What an outreach does to the stage. */
    void touched(RandomStream random) {
        double draw = random.uniform();
        if (stage == Stage.ENGAGED && draw < effect.annoyance()) {
            decline();
        } else if ((stage == Stage.PAUSED || stage == Stage.DECLINING) && draw < effect.winBack()) {
            stage = Stage.ENGAGED;
        }
    }

    private void leaveOrPause(double draw) {
        if (draw < leaving.decline()) {
            decline();
        } else if (draw < leaving.decline() + leaving.pause()) {
            stage = Stage.PAUSED;
        }
    }

    private void decline() {
        stage = leaving.declineDays() == 0 ? Stage.GONE : Stage.DECLINING;
        age = 0;
    }
}
