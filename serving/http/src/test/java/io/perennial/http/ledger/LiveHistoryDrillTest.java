package io.perennial.http.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.Event;
import io.perennial.features.feature.UserSnapshot;
import io.perennial.features.ledger.History;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.answer.EventReader;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Json;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.store.Acceptance;
import io.perennial.http.store.EventStore;
import io.perennial.http.store.StoreAddress;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.population.AliasTable;
import io.perennial.scoring.population.Population;
import io.perennial.scoring.population.PopulationHeader;
import io.perennial.scoring.population.PopulationRow;
import io.perennial.scoring.population.PopulationWriter;
import io.perennial.scoring.population.Rank;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of events, parted at a random day into a bundle and live events that come late, shuffled, repeated
 * and under aliases, against the batch over all of them: features must be equal bit for bit.
 *
 * <p>{@code -Ddrill.histories=1000000} is the long form; {@code -Ddrill.seed=N} repeats the group that failed.
 */
class LiveHistoryDrillTest {

    private static final int HISTORIES = Integer.getInteger("drill.histories", 3_000);
    private static final long SEED = Long.getLong("drill.seed", 1);
    private static final int GROUP = 500;
    private static final int BATCH = 1_000;

    @TempDir
    Path root;

    @Test
    void features_of_a_ledger_grown_live_are_those_of_the_batch_bit_for_bit() throws Exception {
        int compared = 0;
        int moved = 0;
        for (long seed = SEED; compared < HISTORIES; seed++) {
            RandomHistories histories = RandomHistories.of(seed, GROUP);
            Path folder = Files.createDirectory(root.resolve("group-" + seed));
            moved += compare(histories, folder, "drill.seed=" + seed);
            compared += histories.users().size();
        }
        System.out.println(compared + " histories from seed " + SEED
                + " on: live features are those of the batch bit for bit, " + moved + " of them moved by live events");
        assertTrue(moved > compared / 2, "live events moved only " + moved + " of " + compared + " users");
    }

    /** How many users have other features than before their live events. */
    private static int compare(RandomHistories histories, Path folder, String where) throws Exception {
        Optional<ServedPopulation> population = Optional.of(population(histories, folder.resolve("bundle")));
        int moved = 0;
        try (EventStore store = new StoreAddress(folder.resolve("events.mv").toString()).open()) {
            LiveLedger ledger = new LiveLedger(store, Clock.fixed(histories.now(), java.time.ZoneOffset.UTC));
            send(histories, ledger.intake(), population, where);
            for (RandomHistories.User user : histories.users()) {
                Optional<KnownUser> known = ledger.user(population, histories.schema(), user.id());
                assertEquals(
                        user.batch().isEmpty() && user.live().isEmpty(),
                        known.isEmpty(),
                        where + ", user " + user.id());
                if (known.isPresent()) {
                    moved += compare(histories, user, known.get(), where + ", user " + user.id());
                }
            }
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        return moved;
    }

    private static int compare(RandomHistories histories, RandomHistories.User user, KnownUser known, String where) {
        LocalDate asOf = known.day().asOf();
        assertEquals(histories.liveAsOf(), asOf, where);
        UserSnapshot batch = snapshot(histories, histories.ledger(user.id(), user.counted(histories.carried())), asOf);
        UserSnapshot live = snapshot(histories, known.ledger(), asOf);
        assertArrayEquals(bits(batch.features()), bits(live.features()), where);
        assertArrayEquals(bits(batch.sequence()), bits(live.sequence()), where);
        assertEquals(batch.eligible(), live.eligible(), where);
        UserSnapshot before = snapshot(histories, histories.ledger(user.id(), user.batch()), asOf);
        return Arrays.equals(bits(before.features()), bits(live.features())) ? 0 : 1;
    }

    private static UserSnapshot snapshot(RandomHistories histories, UserLedger ledger, LocalDate asOf) {
        History history = History.timeline(ledger).asOf(Math.toIntExact(asOf.toEpochDay()));
        return UserSnapshot.of(
                history,
                histories.schema(),
                Math.toIntExact(histories.firstDay().toEpochDay()));
    }

    private static long[] bits(double[] values) {
        return values == null
                ? new long[0]
                : Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    /** Every live event at least once, in any order, as JSON. */
    private static void send(
            RandomHistories histories, EventIntake intake, Optional<ServedPopulation> population, String where) {
        Random random = new Random(histories.seed());
        List<String> sent = new ArrayList<>();
        for (RandomHistories.User user : histories.users()) {
            for (Event event : user.live()) {
                for (int times = random.nextInt(3) == 0 ? 2 : 1; times > 0; times--) {
                    sent.add(histories.json(event, user.name(random)));
                }
            }
        }
        Collections.shuffle(sent, random);
        int accepted = 0;
        EventReader reader = new EventReader(histories.schema().context().log());
        for (int from = 0; from < sent.size(); from += BATCH) {
            List<String> batch = sent.subList(from, Math.min(sent.size(), from + BATCH));
            List<Event> events = new ArrayList<>();
            byte[] body = ("{\"events\":[" + String.join(",", batch) + "]}").getBytes(StandardCharsets.UTF_8);
            for (Fields fields : Json.read(body).objects("events", BATCH)) {
                events.add(reader.withUserAndId(fields));
                assertEquals(
                        Optional.empty(),
                        intake.objection(
                                population,
                                histories.schema(),
                                events.get(events.size() - 1).at()),
                        where);
            }
            try (EventIntake.Turn turn = intake.turn()) {
                List<Acceptance> kept = turn.keep(population, histories.schema(), events);
                accepted += Collections.frequency(kept, Acceptance.ACCEPTED);
                assertEquals(0, Collections.frequency(kept, Acceptance.CONFLICT), where);
            }
        }
        assertEquals(
                histories.users().stream().mapToInt(user -> user.live().size()).sum(), accepted, where);
    }

    private static ServedPopulation population(RandomHistories histories, Path directory) {
        PopulationHeader header = PopulationHeader.of(
                histories.schema().canonical(),
                histories.firstDay(),
                histories.asOf(),
                "data " + histories.seed(),
                ChurnGrade.Thresholds.defaults(),
                Map.of());
        try (PopulationWriter writer = PopulationWriter.create(directory, header)) {
            writer.aliases(AliasTable.of(histories.aliases()));
            for (RandomHistories.User user : histories.users()) {
                if (!user.batch().isEmpty()) {
                    UserLedger ledger = histories.ledger(user.id(), user.batch());
                    writer.add(
                            new PopulationRow(ledger, new double[0], new byte[0]),
                            new Rank(Double.NaN, Double.NaN, true));
                }
            }
            writer.finish();
        }
        return new ServedPopulation(new ModelId("population", 1, "drill"), Population.open(directory));
    }
}
