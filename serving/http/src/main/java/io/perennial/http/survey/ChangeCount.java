package io.perennial.http.survey;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.profile.Health;
import io.perennial.features.profile.Risk;
import io.perennial.http.answer.Subjects;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.survey.Change.Driver;
import io.perennial.http.survey.Change.Users;
import io.perennial.scoring.population.PopulationHeader;
import io.perennial.scoring.population.PopulationRow;
import io.perennial.scoring.score.Score;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts what changed between two populations, one user of either after the other. */
final class ChangeCount {

    /** A user as one population sees them. */
    private record Seen(double churn, double value, boolean red, String segment) {
        double loss() {
            return Double.isNaN(value) ? 0 : churn * value;
        }

        /** Those who became one user, as one: of the same loss. */
        static Optional<Seen> together(List<Seen> olds) {
            if (olds.size() < 2) {
                return olds.stream().findFirst();
            }
            double loss = olds.stream().mapToDouble(Seen::loss).sum();
            double value = olds.stream()
                    .mapToDouble(Seen::value)
                    .filter(known -> !Double.isNaN(known))
                    .sum();
            double churn = value > 0
                    ? loss / value
                    : olds.stream().mapToDouble(Seen::churn).average().orElseThrow();
            boolean red = olds.stream().anyMatch(Seen::red);
            return Optional.of(new Seen(churn, value, red, olds.get(0).segment()));
        }
    }

    private final ServedPopulation earlier;
    private final PopulationHeader now;
    private final Dimensions dimensions = new Dimensions();
    private final StageMoves stages = new StageMoves();
    private final Map<String, Double> segments = new TreeMap<>();
    private final Drivers drivers = new Drivers();
    private double before;
    private double after;
    private double joined;
    private double left;
    private double risk;
    private double value;
    private int joinedUsers;
    private int leftUsers;
    private int turnedRed;
    private int leftRed;
    private int redBefore;
    private int usersBefore;

    ChangeCount(ServedPopulation earlier, PopulationHeader now) {
        this.earlier = earlier;
        this.now = now;
    }

    /** A user of either population, or of both; of several of the earlier one where these were merged since. */
    void add(List<PopulationRow> then, Optional<PopulationRow> today, int ordinal) {
        today.map(ChangeCount::stage).ifPresent(now -> then.stream()
                .findFirst()
                .map(ChangeCount::stage)
                .ifPresentOrElse(before -> stages.add(before, now), () -> stages.addFresh(now)));
        Optional<Seen> old =
                Seen.together(then.stream().flatMap(row -> before(row).stream()).toList());
        Optional<Seen> fresh = today.flatMap(row -> seen(row, now.grades()));
        fresh.ifPresent(seen -> after += seen.loss());
        if (old.isPresent() && fresh.isPresent()) {
            both(old.get(), fresh.get());
        } else {
            fresh.ifPresent(this::joined);
            old.ifPresent(this::left);
        }
        double growth = fresh.map(Seen::loss).orElse(0.0) - old.map(Seen::loss).orElse(0.0);
        fresh.or(() -> old).ifPresent(seen -> segments.merge(seen.segment(), growth, Double::sum));
        if (fresh.isPresent()) {
            drivers.add(new Driver(ordinal, growth, old.map(Seen::churn).orElse(Double.NaN)));
        }
    }

    private Optional<Seen> before(PopulationRow then) {
        Optional<Seen> old = seen(then, earlier.population().header().grades());
        old.ifPresent(seen -> {
            dimensions.add(Health.of(then.features()));
            usersBefore++;
            redBefore += seen.red() ? 1 : 0;
            before += seen.loss();
        });
        return old;
    }

    private static String stage(PopulationRow row) {
        return Subjects.batchScore(row).profile().stage();
    }

    private void both(Seen old, Seen fresh) {
        // The product's change is split evenly, so that neither side is favoured and the parts add up.
        double oldValue = Double.isNaN(old.value()) ? 0 : old.value();
        double freshValue = Double.isNaN(fresh.value()) ? 0 : fresh.value();
        risk += (fresh.churn() - old.churn()) * (oldValue + freshValue) / 2;
        value += (freshValue - oldValue) * (old.churn() + fresh.churn()) / 2;
        turnedRed += fresh.red() && !old.red() ? 1 : 0;
        leftRed += old.red() && !fresh.red() ? 1 : 0;
    }

    private void joined(Seen fresh) {
        joinedUsers++;
        joined += fresh.loss();
    }

    private void left(Seen old) {
        leftUsers++;
        left += old.loss();
    }

    private static Optional<Seen> seen(PopulationRow row, ChurnGrade.Thresholds grades) {
        Score score = Subjects.batchScore(row);
        return score.churn()
                .filter(any -> score.eligible())
                .map(churn -> new Seen(
                        churn.probability(),
                        score.value().map(Score.ValueScore::ifRetained).orElse(Double.NaN),
                        Risk.of(churn.probability(), grades) == Risk.RED,
                        score.profile().segment()));
    }

    Change count() {
        PopulationHeader header = earlier.population().header();
        return new Change(
                earlier.id(),
                header.asOf(),
                header.models().equals(now.models()),
                before,
                after,
                joined,
                left,
                risk,
                value,
                new Users(joinedUsers, leftUsers, turnedRed, leftRed, redBefore, usersBefore),
                segments,
                drivers.falling(),
                dimensions,
                stages);
    }
}
