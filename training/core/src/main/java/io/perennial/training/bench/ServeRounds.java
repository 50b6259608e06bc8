package io.perennial.training.bench;

import io.perennial.training.load.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Measurements in turn, round after round, so that what slows the machine for a while slows all of them. */
final class ServeRounds {

    /** Warm is who was not a twentieth faster than before for so many steps of a second. */
    static final int STILL = 5;

    private static final double RISE = 1.05;
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int MOST_STEPS = 60;

    private final Duration time;
    private final Duration warmUp;
    private final int rounds;
    private final Consumer<String> progress;

    /**
     * So many rounds.
     *
     * @param time   length of one measurement
     * @param warmUp processor time a server is given at least for each kind of request before it is measured
     */
    ServeRounds(Duration time, Duration warmUp, int rounds, Consumer<String> progress) {
        this.time = time;
        this.warmUp = warmUp;
        this.rounds = rounds;
        this.progress = progress;
    }

    List<Measured> of(List<ServePlan> plans) {
        plans.stream().filter(ServePlan::isClosed).forEach(this::warmUp);
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

    /**
     * Until answers come no faster: what is hot is compiled beside the requests, on one core for many seconds, and that
     * is not what a server that runs for weeks costs.
     */
    private void warmUp(ServePlan plan) {
        long began = plan.peer().processorTime().toNanos();
        Outcome outcome;
        double best = 0;
        int still = 0;
        int steps = 0;
        do {
            outcome = plan.run(STEP);
            still = outcome.perSecond() > RISE * best ? 0 : still + 1;
            best = Math.max(best, outcome.perSecond());
            steps++;
        } while (steps < MOST_STEPS
                && (still < STILL || plan.peer().processorTime().toNanos() - began < warmUp.toNanos()));
        tell(plan, "warm after " + steps + " s", outcome);
    }

    private void tell(ServePlan plan, String when, Outcome outcome) {
        progress.accept(when + ": " + plan.peer().name() + ", " + plan.what() + ": " + outcome
                + (outcome.failures() == 0 ? "" : "; first: " + outcome.firstFailure()));
    }
}
