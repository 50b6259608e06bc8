package io.perennial.http.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureContext;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.ChurnRule;
import io.perennial.http.alarm.AlarmKind;
import io.perennial.http.alarm.Reading;
import io.perennial.http.alarm.Signal;
import io.perennial.http.alarm.Signal.Unknown;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What alarms read of users' days is what plain counting gives. */
class ActivitySignalsTest {

    private static final int AS_OF = 20_000;
    private static final int SPAN = 300;
    private static final List<EventKind> KINDS =
            List.of(EventKind.VISIT, EventKind.CORE, EventKind.COMPLAINT, EventKind.TOUCH);

    /** A user's kinds by day. */
    private record Person(Map<Integer, Set<EventKind>> days) {

        boolean did(EventKind kind, int from, int to) {
            return days.entrySet().stream()
                    .anyMatch(day -> day.getKey() >= from
                            && day.getKey() < to
                            && day.getValue().contains(kind));
        }

        boolean isActive(int from, int to) {
            return did(EventKind.VISIT, from, to) || did(EventKind.CORE, from, to);
        }

        int first() {
            return days.keySet().stream()
                    .filter(day -> isActive(day, day + 1))
                    .findFirst()
                    .orElse(Integer.MAX_VALUE);
        }

        UserLedger ledger(String user) {
            List<LedgerDay> ledger = new ArrayList<>();
            days.forEach((day, kinds) -> {
                int[] counts = new int[EventKind.COUNT];
                kinds.forEach(kind -> counts[kind.index()] = 1);
                ledger.add(new LedgerDay(day, counts, 0, 0, 60, 0, 0, new int[0], new int[0]));
            });
            return new UserLedger(user, ledger);
        }
    }

    private static FeatureContext context(Set<EventKind> carried, Set<EventKind> active) {
        return new FeatureContext(new LogDefinition(ZoneId.of("UTC"), "XXX", carried), new ChurnRule(active, 90));
    }

    private static Map<AlarmKind, Signal> signals(List<Person> people, FeatureContext context, int firstDay) {
        ActivitySignals count = new ActivitySignals(context, firstDay, AS_OF);
        people.forEach(person -> count.add(person.ledger("u")));
        Map<AlarmKind, Signal> signals = new TreeMap<>();
        count.signals().forEach(signal -> signals.put(signal.kind(), signal));
        return signals;
    }

    private static List<Person> people(SplittableRandom random) {
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            Map<Integer, Set<EventKind>> days = new TreeMap<>();
            int day = AS_OF - 1 - random.nextInt(random.nextInt(SPAN) + 1);
            for (int k = random.nextInt(40); k >= 0 && day < AS_OF; k--) {
                days.put(day, EnumSet.of(KINDS.get(random.nextInt(4)), KINDS.get(random.nextInt(4))));
                day += 1 + random.nextInt(random.nextInt(12) + 1);
            }
            people.add(new Person(days));
        }
        return people;
    }

    @Test
    void shares_and_falls_are_those_of_plain_counting() {
        FeatureContext context = context(EnumSet.copyOf(KINDS), EnumSet.of(EventKind.VISIT, EventKind.CORE));
        for (long seed = 0; seed < 30; seed++) {
            List<Person> people = people(new SplittableRandom(seed));
            Map<AlarmKind, Signal> signals = signals(people, context, AS_OF - SPAN);
            for (int k = 0; k < 8; k++) {
                int end = AS_OF - 7 * k;
                String where = "seed " + seed + ", " + k + " weeks back";
                same(where, signals, AlarmKind.COMPLAINTS, k, end, complaints(people, end), active(people, end));
                same(where, signals, AlarmKind.PENETRATION, k, end, fallOfCore(people, end), active(people, end));
                long fresh = people.stream().filter(its -> isNew(its, end)).count();
                long back = people.stream()
                        .filter(its -> isNew(its, end) && its.isActive(its.first() + 1, its.first() + 2))
                        .count();
                same(where, signals, AlarmKind.NEXT_DAY_RETENTION, k, end, (double) back / fresh, fresh);
            }
            for (int back = 0; back < 21; back++) {
                int day = AS_OF - 1 - back;
                long now = on(people, day);
                long before = on(people, day - 7);
                same("seed " + seed, signals, AlarmKind.ACTIVE_USERS, back, day + 1, 1 - (double) now / before, before);
            }
        }
    }

    private static void same(
            String where, Map<AlarmKind, Signal> signals, AlarmKind kind, int at, int end, double value, long users) {
        Reading reading = signals.get(kind).readings().get(at);
        assertEquals(value, reading.value(), 1e-12, where + " " + kind);
        assertEquals(users, reading.users(), where + " " + kind);
        assertEquals(LocalDate.ofEpochDay(end - 1), reading.day(), where + " " + kind);
    }

    private static long active(List<Person> people, int end) {
        return people.stream().filter(its -> its.isActive(end - 28, end)).count();
    }

    private static long on(List<Person> people, int day) {
        return people.stream().filter(its -> its.isActive(day, day + 1)).count();
    }

    private static double complaints(List<Person> people, int end) {
        return share(people, EventKind.COMPLAINT, end);
    }

    private static double share(List<Person> people, EventKind kind, int end) {
        long did = people.stream()
                .filter(its -> its.isActive(end - 28, end) && its.did(kind, end - 28, end))
                .count();
        return (double) did / active(people, end);
    }

    private static double fallOfCore(List<Person> people, int end) {
        double before = 0;
        for (int window = 1; window <= 3; window++) {
            before += share(people, EventKind.CORE, end - 28 * window) / 3;
        }
        return 1 - share(people, EventKind.CORE, end) / before;
    }

    /** New on a day whose next day lies in the 28 days before an end. */
    private static boolean isNew(Person person, int end) {
        return person.first() != Integer.MAX_VALUE && person.first() + 1 >= end - 28 && person.first() + 1 < end;
    }

    @Test
    void a_log_that_lacks_a_kind_or_is_young_says_so() {
        List<Person> people = people(new SplittableRandom(1));
        Map<AlarmKind, Signal> shop =
                signals(people, context(EnumSet.of(EventKind.PURCHASE), EnumSet.of(EventKind.PURCHASE)), AS_OF - SPAN);
        for (AlarmKind kind : List.of(AlarmKind.COMPLAINTS, AlarmKind.PENETRATION, AlarmKind.NEXT_DAY_RETENTION)) {
            assertEquals(Optional.of(Unknown.NO_KIND), shop.get(kind).unknown(), kind.id());
        }
        FeatureContext all = context(EnumSet.copyOf(KINDS), EnumSet.of(EventKind.VISIT));
        Map<AlarmKind, Signal> young = signals(people, all, AS_OF - 40);
        assertEquals(2, young.get(AlarmKind.COMPLAINTS).readings().size());
        assertEquals(0, young.get(AlarmKind.PENETRATION).readings().size());
        assertEquals(0, young.get(AlarmKind.NEXT_DAY_RETENTION).readings().size());
        assertEquals(
                3,
                signals(people, all, AS_OF - 10)
                        .get(AlarmKind.ACTIVE_USERS)
                        .readings()
                        .size());
        assertTrue(signals(List.of(), all, AS_OF - SPAN).get(AlarmKind.COMPLAINTS).readings().stream()
                .allMatch(reading -> reading.users() == 0 && Double.isNaN(reading.value())));
    }
}
