package io.perennial.http.survey;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.profile.Health;
import io.perennial.features.profile.RfmSegment;
import io.perennial.features.profile.UserHealth;
import io.perennial.features.profile.UserPosition;
import io.perennial.http.alarm.AlarmKind;
import io.perennial.http.alarm.Signal;
import io.perennial.http.answer.Subjects;
import io.perennial.http.live.Arm;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.report.PopulationCount;
import io.perennial.http.traffic.Traffic;
import io.perennial.scoring.population.Population;
import io.perennial.scoring.population.PopulationRow;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.score.Score;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts a population: one pass over it, and one over each earlier one that it is compared with. */
final class SurveyCount {

    private static final Logger LOG = LoggerFactory.getLogger(SurveyCount.class);
    /** Loads before this one that falls of a tier's value are told of. */
    private static final int LOADS_BEFORE = AlarmKind.LTV_DISPERSION.mostInARow() - 1;

    private static final int LAST_ORDER = FeatureCatalogue.index("purchase_silence_days");

    private final ServedPopulation served;
    private final Traffic traffic;
    private final AtomicInteger progress;
    private final FeatureSchema schema;

    SurveyCount(ServedPopulation served, Traffic traffic, AtomicInteger progress) {
        this.served = served;
        this.traffic = traffic;
        this.progress = progress;
        this.schema = FeatureSchema.parse(served.population().header().schema());
    }

    /** The survey, compared with earlier populations, the latest first. */
    Survey count(List<Earlier> earlier) {
        Population population = served.population();
        int users = population.header().users();
        Roll roll = new Roll(users, population.header().grades());
        PopulationCount count = new PopulationCount(users, population.header().grades());
        Kinds kinds = new Kinds();
        int firstDay = Math.toIntExact(population.header().firstDay().toEpochDay());
        ActivityCount activity = new ActivityCount(schema.context(), firstDay, population.asOf());
        ActivitySignals days = new ActivitySignals(schema.context(), firstDay, population.asOf());
        population.forEach(row -> {
            Score score = Subjects.batchScore(row);
            int user = progress.getAndIncrement();
            roll.enter(user, score, lastOrder(row), arm(row, false), arm(row, true));
            roll.place(user, kinds.add(row.features(), score, roll.isEligible(user)));
            count.add(score);
            activity.add(row.ledger(), roll.isEligible(user));
            days.add(row.ledger());
        });
        roll.close();
        return new Survey(
                served,
                roll,
                count.crowd(),
                count.stake(),
                count.causes(),
                activity.count(),
                kinds.dimensions,
                kinds.health,
                kinds.positions,
                RiskMap.of(roll),
                earlier.stream().findFirst().flatMap(before -> readable(before, this::change)),
                earlier.stream().filter(this::isClosed).findFirst().flatMap(before -> readable(before, this::past)),
                signals(ValueCount.of(roll, population.header()), days, earlier),
                closes(
                        earlier.isEmpty()
                                ? population.asOf()
                                : earlier.get(earlier.size() - 1).asOf()));
    }

    /** What kinds of users there are. */
    private static final class Kinds {
        private final Dimensions dimensions = new Dimensions();
        private final SegmentHealth health = new SegmentHealth();
        private final Positions positions = new Positions();

        /** Counts a user, and tells where they stand. */
        UserPosition add(double[] features, Score score, boolean isEligible) {
            Health its = Health.of(features);
            UserHealth index = UserHealth.of(its, features);
            Optional<RfmSegment> segment = RfmSegment.find(score.profile().segment());
            if (isEligible) {
                dimensions.add(its);
                health.add(segment, index);
            }
            UserPosition position = UserPosition.of(index, features, segment);
            positions.add(position, features);
            return position;
        }
    }

    private Arm arm(PopulationRow row, boolean hasChallenger) {
        return traffic.arm(row.user(), hasChallenger);
    }

    private int lastOrder(PopulationRow row) {
        double silence = row.features()[LAST_ORDER];
        // Silence is counted to the last visible day, which is the one before the as-of.
        return Double.isNaN(silence) ? Roll.NEVER : served.population().asOf() - 1 - (int) silence;
    }

    /** What an earlier population has to say; nothing where a page of it is damaged, which makes nothing of today wrong. */
    private static <T> Optional<T> readable(Earlier before, Function<ServedPopulation, T> count) {
        try {
            return Optional.of(count.apply(before.open()));
        } catch (RegistryException e) {
            LOG.warn(
                    "{} {} is not compared with: {}",
                    before.files().name(),
                    before.files().version(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private Change change(ServedPopulation before) {
        ChangeCount count = new ChangeCount(before, served.population().header());
        Identities identities = new Identities(before.population(), served.population());
        Pairs.walk(before.population(), served.population(), (then, thenAt, now, nowAt) -> {
            if (now.isPresent()) {
                count.add(identities.before(then, now.get()), now, nowAt);
            } else if (then.filter(row -> identities.after(row).isEmpty() && !identities.isErased(row))
                    .isPresent()) {
                count.add(then.stream().toList(), now, nowAt);
            }
        });
        return count.count();
    }

    private PastList past(ServedPopulation before) {
        PastListCount count = new PastListCount(
                before, schema, user -> !traffic.arm(user, false).mayAct());
        Identities identities = new Identities(before.population(), served.population());
        Pairs.walk(before.population(), served.population(), (then, thenAt, now, nowAt) -> then.filter(
                        row -> now.isPresent() || !identities.isErased(row))
                .ifPresent(row -> count.add(thenAt, row, now.or(() -> identities.after(row)))));
        return count.count();
    }

    /** Signals of users' days, and of the values of this population beside the two loads before. */
    private List<Signal> signals(ValueReading now, ActivitySignals days, List<Earlier> earlier) {
        List<ValueReading> readings = new ArrayList<>(List.of(now));
        for (Earlier before : loadsBefore(earlier)) {
            Optional<ValueReading> then = readable(before, ValueCount::of);
            if (then.isEmpty()) {
                break;
            }
            readings.add(then.get());
        }
        List<Signal> signals = new ArrayList<>(ValueReading.signals(readings, hasMoney()));
        signals.addAll(days.signals());
        return signals;
    }

    /** The latest load of each of the days before that is needed. */
    private static List<Earlier> loadsBefore(List<Earlier> earlier) {
        List<Earlier> loads = new ArrayList<>();
        for (Earlier before : earlier) {
            boolean isNew = loads.isEmpty() || loads.get(loads.size() - 1).asOf() != before.asOf();
            if (isNew && loads.size() < LOADS_BEFORE) {
                loads.add(before);
            }
        }
        return loads;
    }

    private boolean hasMoney() {
        return schema.context().log().carried().contains(EventKind.PURCHASE);
    }

    private boolean isClosed(Earlier before) {
        return schema.window().isClosed(before.asOf(), served.population().asOf());
    }

    private LocalDate closes(int asOf) {
        return LocalDate.ofEpochDay(schema.window().end(asOf));
    }
}
