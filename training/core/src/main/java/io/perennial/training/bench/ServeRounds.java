package io.perennial.training.bench;

import io.perennial.training.load.Outcome;
import io.perennial.training.load.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Measurements in turn, round after round, so that what slows the machine for a while slows all of them. */
final class ServeRounds {

    /** A server that was warmed up by one kind of request needs a third as long for each further one. */
    static final int SHARED = 3;

    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int MOST_STEPS = 30;

    private final Duration time;
    private final Duration warmUp;
    private final int rounds;
    private final Consumer<String> progress;

    /**
     * So many rounds.
     *
     * @param time   length of one measurement
     * @param warmUp processor time a server is given before its first kind of request
     */
    ServeRounds(Duration time, Duration warmUp, int rounds, Consumer<String> progress) {
        this.time = time;
        this.warmUp = warmUp;
        this.rounds = rounds;
        this.progress = progress;
    }

    List<Measured> of(List<ServePlan> plans) {
        Set<Peer> warm = new HashSet<>();
        for (ServePlan plan : plans) {
            if (plan.isClosed()) {
                warmUp(plan, warm.add(plan.peer()) ? warmUp : warmUp.dividedBy(SHARED));
            }
        }
        Map<ServePlan, List<Outcome>> outcomes = new LinkedHashMap<>();
        Map<ServePlan, List<Double>> seconds = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (ServePlan plan : plans) {
                double before = plan.peer().processorTime().toNanos() / 1e9;
                Outcome outcome = plan.run(time);
                double after = plan.peer().processorTime().toNanos() / 1e9;
                tell(plan, "round " + round, outcome);
                outcomes.computeIfAbsent(plan, key -> new ArrayList<>()).add(outcome);
                seconds.computeIfAbsent(plan, key -> new ArrayList<>()).add(after - before);
            }
        }
        return plans.stream()
                .map(plan -> new Measured(
                        plan.peer().name(), plan.what(), plan.rows(), outcomes.get(plan), seconds.get(plan)))
                .toList();
    }

    /** Until the server has had so much of a processor: a busy machine takes longer to compile what is hot. */
    private void warmUp(ServePlan plan, Duration wanted) {
        long began = plan.peer().processorTime().toNanos();
        Outcome outcome;
        int steps = 0;
        do {
            outcome = plan.run(STEP);
            steps++;
        } while (steps < MOST_STEPS && plan.peer().processorTime().toNanos() - began < wanted.toNanos());
        tell(plan, "warm-up", outcome);
    }

    private void tell(ServePlan plan, String when, Outcome outcome) {
        progress.accept(when + ": " + plan.peer().name() + ", " + plan.what() + ": " + outcome
                + (outcome.failures() == 0 ? "" : "; first: " + outcome.firstFailure()));
    }
}
