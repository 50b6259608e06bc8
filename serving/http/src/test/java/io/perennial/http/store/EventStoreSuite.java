package io.perennial.http.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every back end promises; each is tested by a class that opens it. */
abstract class EventStoreSuite {

    static final Instant AT = Instant.parse("2026-01-03T10:00:00Z");
    static final int DAY = day(AT);
    private static final String LOG = "UTC USD";

    /** Events of the busy user: enough that their own bytes outgrow the memory they are to be read in. */
    private static final int BUSY = Integer.getInteger("drill.busy", 150_000);

    private static final int BATCH = 10_000;

    EventStore store;

    /** Where the store under test is kept. */
    abstract String address();

    /** The store under test; opened again it holds what was kept. */
    EventStore open() {
        return new StoreAddress(address()).open();
    }

    @BeforeEach
    void start() {
        store = open();
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void what_was_accepted_is_read_back_and_outlives_the_server() throws Exception {
        Event one = purchase("u", AT, 1_250, "a");
        Event two = purchase("u", AT.plusSeconds(86_400), 300, "b");
        assertEquals(List.of(Acceptance.ACCEPTED, Acceptance.ACCEPTED), append(one, two));
        UserLedger expected = UserLedger.merge("u", List.of(LedgerDay.of(DAY, one), LedgerDay.of(DAY + 1, two)));
        assertEquals(expected, ledger("u"));
        store.close();
        store = open();
        assertEquals(expected, ledger("u"));
        assertEquals(OptionalInt.of(DAY + 1), store.lastDay());
        assertEquals(List.of(Acceptance.DUPLICATE), append(one));
    }

    @Test
    void an_event_sent_twice_counts_once_and_one_with_other_content_is_refused() {
        Event event = purchase("u", AT, 100, "a");
        assertEquals(
                List.of(Acceptance.ACCEPTED, Acceptance.DUPLICATE, Acceptance.CONFLICT),
                append(event, event, purchase("u", AT, 101, "a")));
        assertEquals(List.of(Acceptance.CONFLICT), append(purchase("other", AT, 100, "a")));
        assertEquals(Optional.of(Acceptance.DUPLICATE), store.taken(live(event)));
        assertEquals(Optional.of(Acceptance.CONFLICT), store.taken(live(purchase("u", AT, 101, "a"))));
        assertEquals(Optional.empty(), store.taken(live(purchase("u", AT, 100, "b"))));
        assertEquals(100, ledger("u").days().get(0).spendMinor());
        assertTrue(ledger("other").days().isEmpty());
    }

    @Test
    void what_a_person_recorded_here_is_kept_and_says_nothing_of_the_days_users_are_known_of() throws Exception {
        append(purchase("u", AT, 100, "a"));
        Event touch = new Event("u", AT.plusSeconds(86_400), EventKind.TOUCH, 0, 0, 0, "", "", "", "b");
        LiveEvent recorded = recorded(touch);
        assertEquals(List.of(Acceptance.ACCEPTED, Acceptance.DUPLICATE), store.append(List.of(recorded, recorded)));
        store.close();
        store = open();
        assertEquals(1, ledger("u").days().get(1).count(EventKind.TOUCH));
        assertTrue(store.user(List.of(name("u"))).parts().stream().anyMatch(LivePart::isRecordedHere));
        assertEquals(OptionalInt.of(DAY), store.lastDay());
    }

    @Test
    void what_nobody_reads_is_kept_and_says_nothing_of_the_days_users_are_known_of() throws Exception {
        append(purchase("u", AT, 100, "a"));
        LiveEvent read = live(social("u", AT.plusSeconds(86_400), "b"));
        assertEquals(List.of(Acceptance.ACCEPTED, Acceptance.DUPLICATE), store.append(List.of(unread(read), read)));
        store.close();
        store = open();
        assertEquals(1, ledger("u").days().get(1).count(EventKind.SOCIAL));
        assertEquals(OptionalInt.of(DAY), store.lastDay());
    }

    @Test
    void a_store_that_holds_nothing_but_what_nobody_reads_knows_of_no_last_day_when_it_is_opened_again()
            throws Exception {
        store.append(List.of(unread(live(social("u", AT, "a")))));
        assertEquals(OptionalInt.empty(), store.lastDay());
        assertEquals(OptionalInt.empty(), opened().lastDay());
        append(purchase("u", AT, 100, "b"));
        assertEquals(OptionalInt.of(DAY), opened().lastDay());
    }

    @Test
    void what_a_person_recorded_here_outlives_what_logs_bring_by_a_year() {
        append(purchase("u", AT, 100, "a"));
        LiveEvent recorded = recorded(new Event("u", AT, EventKind.TOUCH, 0, 0, 0, "", "", "", "b"));
        store.append(List.of(recorded));
        assertEquals(1, store.forgetBefore(DAY + 1));
        assertEquals(0, store.forgetBefore(DAY + 365));
        assertEquals(1, ledger("u").days().get(0).count(EventKind.TOUCH));
        assertEquals(List.of(Acceptance.DUPLICATE), store.append(List.of(recorded)));
        assertEquals(1, store.forgetBefore(DAY + 366));
        assertTrue(ledger("u").days().isEmpty());
        assertEquals(OptionalInt.of(DAY + 1), store.forgottenBefore());
    }

    @Test
    void an_empty_store_says_so_and_users_do_not_mix() {
        assertEquals(OptionalInt.empty(), store.lastDay());
        assertEquals(Set.of(), store.erased());
        append(purchase("u1", AT, 1, "a"), purchase("u2", AT, 2, "b"));
        assertEquals(1, ledger("u1").days().get(0).spendMinor());
        assertEquals(2, ledger("u2").days().get(0).spendMinor());
        LivePart both = store.user(List.of(name("u1"), name("u2"))).parts().get(0);
        assertEquals(3, both.day().spendMinor());
    }

    @Test
    void an_erased_user_is_gone_and_stays_blocked() throws Exception {
        append(purchase("u", AT, 1, "a"), purchase("alias", AT, 1, "b"), purchase("v", AT, 1, "c"));
        assertEquals(2, store.erase(List.of(name("u"), name("alias"))));
        store.close();
        store = open();
        assertEquals(new LiveUser(true, List.of()), store.user(List.of(name("u"))));
        assertEquals(Set.of(name("u"), name("alias")), store.erased());
        assertEquals(
                List.of(Acceptance.ERASED, Acceptance.ERASED, Acceptance.ACCEPTED),
                append(purchase("u", AT, 1, "a"), purchase("alias", AT, 1, "d"), purchase("v", AT, 1, "e")));
        assertTrue(ledger("u").days().isEmpty());
        assertEquals(2, ledger("v").days().get(0).count(EventKind.PURCHASE));
    }

    @Test
    void an_id_of_an_erased_user_s_event_is_free_for_others_in_the_same_batch() {
        store.erase(List.of(name("gone")));
        assertEquals(
                List.of(Acceptance.ERASED, Acceptance.ACCEPTED),
                append(purchase("gone", AT, 1, "a"), purchase("v", AT, 2, "a")));
        assertEquals(2, ledger("v").days().get(0).spendMinor());
    }

    @Test
    void the_last_day_is_that_of_events_which_were_accepted() {
        store.erase(List.of(name("gone")));
        append(purchase("gone", AT.plusSeconds(10 * 86_400), 1, "a"), purchase("v", AT, 2, "b"));
        assertEquals(OptionalInt.of(DAY), store.lastDay());
    }

    @Test
    void days_before_a_day_are_forgotten_with_their_ids() {
        append(purchase("u", AT.minusSeconds(86_400), 1, "a"), purchase("u", AT, 2, "b"));
        assertEquals(1, store.forgetBefore(DAY));
        assertEquals(2, ledger("u").days().get(0).spendMinor());
        assertEquals(0, store.forgetBefore(DAY));
        assertEquals(List.of(Acceptance.ACCEPTED), append(purchase("u", AT, 7, "a")));
    }

    @Test
    void the_last_day_and_what_was_forgotten_outlive_erasures_and_restarts() throws Exception {
        assertEquals(OptionalInt.empty(), store.forgottenBefore());
        append(purchase("u", AT, 1, "a"), purchase("v", AT.minusSeconds(3 * 86_400), 1, "b"));
        store.erase(List.of(name("u")));
        assertEquals(OptionalInt.of(DAY), store.lastDay());
        assertEquals(1, store.forgetBefore(DAY - 1));
        for (int run = 0; run < 2; run++) {
            assertEquals(OptionalInt.of(DAY), store.lastDay());
            assertEquals(OptionalInt.of(DAY - 2), store.forgottenBefore());
            opened();
        }
        assertEquals(0, store.forgetBefore(DAY));
        assertEquals(OptionalInt.of(DAY - 2), store.forgottenBefore());
    }

    @Test
    void an_event_sent_again_under_another_name_of_its_user_counts_once() {
        Event first = purchase("device", AT, 1, "a");
        assertEquals(List.of(Acceptance.ACCEPTED), append(first));
        assertEquals(List.of(Acceptance.CONFLICT), append(purchase("u", AT, 1, "a")));
        assertEquals(List.of(Acceptance.DUPLICATE), store.append(List.of(live(purchase("u", AT, 1, "a"), "device"))));
        assertEquals(List.of(Acceptance.DUPLICATE), store.append(List.of(live(first, "u"))));
        assertEquals(List.of(Acceptance.CONFLICT), store.append(List.of(live(purchase("u", AT, 2, "a"), "device"))));
    }

    @Test
    void who_was_erased_under_one_name_is_refused_under_every_other() {
        store.erase(List.of(name("u")));
        LiveEvent later = live(purchase("new device", AT, 1, "a"), "u", "old device");
        LiveEvent other = live(purchase("somebody", AT, 1, "b"), "else");
        assertEquals(List.of(Acceptance.ERASED, Acceptance.ACCEPTED), store.append(List.of(later, other)));
        assertTrue(ledger("new device").days().isEmpty());
    }

    @Test
    void a_part_says_in_which_log_and_over_which_population_it_was_counted() {
        LivePart part = new LivePart("Asia/Shanghai CNY", "e3b0c44298fc", LedgerDay.of(DAY, purchase("u", AT, 1, "a")));
        store.append(List.of(new LiveEvent(name("u"), new Pseudonym(1, 2), new Pseudonym(3, 4), part)));
        assertEquals(List.of(part), store.user(List.of(name("u"))).parts());
    }

    @Test
    void a_user_with_very_many_events_of_thirty_days_is_read_in_the_memory_of_thirty_days() throws Exception {
        for (int from = 0; from < BUSY; from += BATCH) {
            store.append(IntStream.range(from, Math.min(BUSY, from + BATCH))
                    .mapToObj(this::busy)
                    .toList());
        }
        store.close();
        try {
            assertEquals(BUSY + " events in 30 parts", SmallReader.read(address(), name("guest")));
        } finally {
            store = open();
        }
    }

    private LiveEvent busy(int number) {
        Event event = purchase("guest", AT, 1, "item");
        LivePart part = new LivePart(LOG, "base", LedgerDay.of(DAY + number % 30, event));
        return new LiveEvent(name("guest"), new Pseudonym(7, number), new Pseudonym(8, number), part);
    }

    @Test
    void threads_that_send_the_same_events_at_once_count_each_once() throws Exception {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            events.add(purchase("u" + i % 7, AT.plusSeconds(86_400L * (i % 5)), 1 + i, "e" + i));
        }
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Callable<List<Acceptance>>> senders = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                List<Event> shuffled = new ArrayList<>(events);
                Collections.shuffle(shuffled, new Random(i));
                senders.add(() -> append(shuffled.toArray(Event[]::new)));
            }
            Map<Acceptance, Integer> counts = new HashMap<>();
            for (Future<List<Acceptance>> answer : threads.invokeAll(senders)) {
                answer.get().forEach(acceptance -> counts.merge(acceptance, 1, Integer::sum));
            }
            assertEquals(Map.of(Acceptance.ACCEPTED, 200, Acceptance.DUPLICATE, 1_000), counts);
        } finally {
            threads.shutdownNow();
        }
        long spend = 0;
        for (int i = 0; i < 7; i++) {
            spend += ledger("u" + i).days().stream()
                    .mapToLong(LedgerDay::spendMinor)
                    .sum();
        }
        assertEquals(200 * 201 / 2, spend);
    }

    @Test
    void an_erasure_beside_inserts_leaves_nothing_of_the_user() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Object>> tasks = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                int number = i;
                tasks.add(() -> append(purchase("gone", AT, 1, "e" + number)));
                if (i == 20) {
                    tasks.add(() -> store.erase(List.of(name("gone"))));
                }
            }
            for (Future<Object> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertTrue(store.user(List.of(name("gone"))).erased());
        assertEquals(0, opened().forgetBefore(DAY + 1));
    }

    /** The store, opened again. */
    EventStore opened() throws Exception {
        store.close();
        store = open();
        return store;
    }

    @Test
    void an_interrupted_reader_closes_the_store_for_nobody() {
        append(purchase("u", AT, 1, "a"));
        Thread.currentThread().interrupt();
        try {
            ledger("u");
        } catch (StoreException e) {
            assertFalse(e.getMessage().isEmpty());
        } finally {
            Thread.interrupted();
        }
        assertEquals(List.of(Acceptance.ACCEPTED), append(purchase("u", AT, 2, "b")));
        assertEquals(3, ledger("u").days().get(0).spendMinor());
    }

    List<Acceptance> append(Event... events) {
        List<LiveEvent> live = new ArrayList<>();
        for (Event event : events) {
            live.add(live(event));
        }
        return store.append(live);
    }

    private LiveEvent recorded(Event event) {
        return new LiveEvent(
                name(event.user()),
                store.pseudonyms().event(event.id()),
                store.pseudonyms().content(event.user(), event),
                new LivePart(LOG, LivePart.RECORDED_HERE, LedgerDay.of(day(event.at()), event)));
    }

    /** The same event, of a kind that no score reads. */
    private static LiveEvent unread(LiveEvent read) {
        return new LiveEvent(read.user(), read.id(), read.content(), read.part(), read.aliases(), false);
    }

    LiveEvent live(Event event, String... aliases) {
        return new LiveEvent(
                name(event.user()),
                store.pseudonyms().event(event.id()),
                store.pseudonyms().content(event.user(), event),
                new LivePart(LOG, "base", LedgerDay.of(day(event.at()), event)),
                Stream.of(aliases)
                        .map(alias -> new LiveEvent.Alias(
                                name(alias), store.pseudonyms().content(alias, event)))
                        .toList());
    }

    UserLedger ledger(String user) {
        return UserLedger.merge(
                user,
                store.user(List.of(name(user))).parts().stream()
                        .map(LivePart::day)
                        .toList());
    }

    Pseudonym name(String user) {
        return store.pseudonyms().user(user);
    }

    private static Event social(String user, Instant at, String id) {
        return new Event(user, at, EventKind.SOCIAL, 0, 0, 0, "", "", "", id);
    }

    static Event purchase(String user, Instant at, long minor, String id) {
        return new Event(user, at, EventKind.PURCHASE, minor, 0, 0, "item " + id, "web", "", id);
    }

    private static int day(Instant at) {
        return Math.toIntExact(Math.floorDiv(at.getEpochSecond(), 86_400L));
    }
}
