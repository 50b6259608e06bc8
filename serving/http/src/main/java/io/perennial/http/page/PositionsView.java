package io.perennial.http.page;

import gg.jte.Content;
import io.perennial.features.profile.ActivityQuadrant;
import io.perennial.features.profile.LifecycleStage;
import io.perennial.features.profile.Placing;
import io.perennial.features.profile.PotentialQuadrant;
import io.perennial.features.profile.Trap;
import io.perennial.features.profile.UserPosition;
import io.perennial.http.survey.Positions;
import io.perennial.http.survey.SegmentHealth;
import io.perennial.http.survey.StageMoves;
import io.perennial.http.survey.Survey;
import io.perennial.http.words.Figure;
import java.util.Arrays;
import java.util.List;

/**
 * What the overview shows of kinds of users: quadrants and traps, health by segment, moves between stages.
 *
 * @param frame  around it
 * @param survey everybody
 */
public record PositionsView(Frame frame, Survey survey) {

    /** Quadrants of one kind, or traps, under a heading. */
    public record Group(String title, List<? extends Placing> places) {}

    /** Quadrants of value and activity, of value and potential, and the traps. */
    public List<Group> groups() {
        return List.of(
                new Group(frame.text("positions.activity"), List.of(ActivityQuadrant.values())),
                new Group(frame.text("positions.potential"), List.of(PotentialQuadrant.values())),
                new Group(frame.text("positions.traps"), List.of(Trap.values())));
    }

    /** Whether anybody's value is known: the log carries purchases. */
    public boolean isKnown() {
        return positions().users() > 0;
    }

    /** Who is counted, and how. */
    public Content reading() {
        return frame.say(
                "positions.reading",
                frame.numbers().count(positions().users()),
                frame.plain(frame.numbers().decimal(UserPosition.ACTIVE, 0).text()));
    }

    /** The name of a place. */
    public String name(Placing place) {
        return place.name(frame.words().language());
    }

    /** How many there are. */
    public Figure users(Placing place) {
        return frame.numbers().count(positions().users(place));
    }

    /** Whether nobody is there. */
    public boolean isEmpty(Placing place) {
        return positions().users(place) == 0;
    }

    /** Their share of users. */
    public Figure share(Placing place) {
        return frame.numbers().share(positions().share(place));
    }

    /** Their share of the year's spend. */
    public Figure shareOfSpend(Placing place) {
        return frame.numbers().share(positions().shareOfSpend(place));
    }

    /** The list of the users of a place. */
    public String address(Placing place) {
        return Address.of("/users")
                .with("risk", "any")
                .with("eligible", "any")
                .with("position", place.id())
                .href();
    }

    private Positions positions() {
        return survey.positions();
    }

    /** Mean user health by segment. */
    public List<SegmentHealth.Mean> segments() {
        return survey.health().means();
    }

    /** The name of a segment. */
    public String name(SegmentHealth.Mean mean) {
        return mean.segment()
                .map(segment -> frame.words().language().choose(segment.en(), segment.zh()))
                .orElseGet(() -> frame.text("segment.none"));
    }

    /** Stages that anybody was in then, or is in now. */
    public List<LifecycleStage> stages() {
        StageMoves moves = moves();
        return Arrays.stream(LifecycleStage.values())
                .filter(stage -> moves.before(stage) + moves.fresh(stage) > 0
                        || Arrays.stream(LifecycleStage.values()).anyMatch(then -> moves.users(then, stage) > 0))
                .toList();
    }

    /** From which stage to which users went. */
    public StageMoves moves() {
        return survey.change().orElseThrow().stages();
    }

    /** How many changed their stage. */
    public Content movesReading() {
        return frame.say("moves.reading", frame.numbers().count(moves().moved()));
    }

    /** The name of a stage. */
    public String name(LifecycleStage stage) {
        return frame.labels().stage(stage.id());
    }
}
