package io.perennial.http.traffic;

import io.perennial.http.config.TrafficConfig;
import io.perennial.http.live.Arm;
import io.perennial.http.live.ModelCalls;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Gives each user the versions of the own arm, counts who was answered by which, and lets challengers score unseen. */
public final class Traffic implements AutoCloseable {

    private record Counted(List<String> tried, ArmTally tally) {}

    private final Arms arms;
    private final Optional<Shadow> shadow;
    private volatile Counted counted = new Counted(List.of(), new ArmTally());

    private Traffic(Arms arms, Optional<Shadow> shadow) {
        this.arms = arms;
        this.shadow = shadow;
    }

    /**
     * Traffic split as configured.
     *
     * @param calls is told what challengers are asked unseen
     */
    public static Traffic of(TrafficConfig config, ModelCalls calls) {
        return new Traffic(
                new Arms(config), config.shadow() ? Optional.of(new Shadow(calls).start()) : Optional.empty());
    }

    /** The state as it answers a user. */
    public ServingState of(ServingState state, String user) {
        return state.as(arms.of(arms.draw(user), state.hasChallenger()));
    }

    /** The arm a user is in where a challenger may answer, or where none may. */
    public Arm arm(String user, boolean hasChallenger) {
        return arms.of(arms.draw(user), hasChallenger);
    }

    /** A user, under any name, was answered by the state {@link #of} gave. */
    public void answered(ServingState own, UserRow row, Score score) {
        tally(own).count(arms.draw(own.user(row.user())).sample(), own.arm());
        if (shadow.isPresent() && own.arm() != Arm.CHALLENGER) {
            own.challenger().ifPresent(challenger -> shadow.get().answered(challenger, row, score));
        }
    }

    /** Users counted by arm since the challengers last changed. */
    public Map<Arm, Integer> users() {
        return counted.tally().users();
    }

    /** One in so many users is counted. */
    public long oneIn() {
        return counted.tally().oneIn();
    }

    /** The share of users each arm should have. */
    public Map<Arm, Double> shares(ServingState state) {
        return arms.shares(state.hasChallenger());
    }

    /** Whether users fell into arms as they should have. */
    public SampleRatio ratio() {
        Counted now = counted;
        return SampleRatio.of(now.tally().users(), arms.shares(!now.tried().isEmpty()));
    }

    /** What the challengers said unseen; empty where they are not asked. */
    public Optional<Comparison> comparison() {
        return shadow.map(Shadow::comparison);
    }

    @Override
    public void close() {
        shadow.ifPresent(Shadow::close);
    }

    /** Counts begin anew with each challenger: shares of another time would not be those expected now. */
    private ArmTally tally(ServingState state) {
        List<String> tried = state.challenger().map(Traffic::ids).orElse(List.of());
        Counted now = counted;
        return now.tried().equals(tried) ? now.tally() : begin(tried);
    }

    private synchronized ArmTally begin(List<String> tried) {
        if (!counted.tried().equals(tried)) {
            counted = new Counted(tried, new ArmTally());
        }
        return counted.tally();
    }

    static List<String> ids(Scorer scorer) {
        return Stream.of(Optional.of(scorer.churn()), scorer.ltv(), scorer.trend())
                .flatMap(Optional::stream)
                .map(LoadedModel::id)
                .map(Object::toString)
                .toList();
    }
}
