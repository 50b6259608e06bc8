package io.perennial.http.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.Event;
import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LedgerDay;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The store in a real PostgreSQL, which the test starts; skipped where none is installed. */
class PostgresStoreTest extends FullStoreSuite {

    private static PostgresCluster cluster;

    @BeforeAll
    static void start_cluster() throws Exception {
        Optional<Path> programs = PostgresCluster.programs();
        Assumptions.assumeTrue(
                programs.isPresent(),
                "PostgreSQL is not installed, so its store is not tested; apt-get install postgresql");
        cluster = PostgresCluster.start(programs.get());
    }

    @AfterAll
    static void stop_cluster() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Override
    String address() {
        return cluster.url();
    }

    @Override
    void fill() throws Exception {
        execute("ALTER TABLE perennial_event ADD CONSTRAINT room CHECK (false) NOT VALID;"
                + "ALTER TABLE perennial_tombstone ADD CONSTRAINT room CHECK (false) NOT VALID");
    }

    @Override
    void free() throws Exception {
        execute("ALTER TABLE perennial_event DROP CONSTRAINT room;"
                + "ALTER TABLE perennial_tombstone DROP CONSTRAINT room");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(cluster.url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @AfterEach
    void empty() throws Exception {
        execute("TRUNCATE perennial_event, perennial_tombstone, perennial_fact");
    }

    @Test
    void servers_that_share_it_see_each_others_events_and_erasures() {
        try (EventStore one = open();
                EventStore other = open()) {
            assertEquals(List.of(Acceptance.ACCEPTED), one.append(List.of(live(one))));
            assertEquals(List.of(Acceptance.DUPLICATE), other.append(List.of(live(other))));
            Pseudonym user = other.pseudonyms().user("u");
            assertEquals(1, other.user(List.of(user)).parts().size());
            one.erase(List.of(user));
            assertTrue(other.user(List.of(user)).erased());
            assertEquals(List.of(Acceptance.ERASED), other.append(List.of(live(other))));
        }
    }

    @Test
    @Timeout(60)
    void who_waits_for_an_erasure_sees_it_whatever_isolation_the_role_is_set_to() throws Exception {
        try (Connection connection = DriverManager.getConnection(cluster.url());
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER ROLE perennial SET default_transaction_isolation TO 'repeatable read'");
            try (EventStore store = open()) {
                connection.setAutoCommit(false);
                statement.execute("SELECT pg_advisory_xact_lock(" + PostgresStore.ERASING + ")");
                CompletableFuture<List<Acceptance>> waiting =
                        CompletableFuture.supplyAsync(() -> store.append(List.of(live(store))));
                awaitOneWhoWaits(statement);
                byte[] user = store.pseudonyms().user("u").bytes();
                statement.execute("INSERT INTO perennial_tombstone VALUES ('\\x"
                        + HexFormat.of().formatHex(user) + "')");
                connection.commit();
                assertEquals(List.of(Acceptance.ERASED), waiting.get());
            } finally {
                connection.rollback();
                statement.execute("ALTER ROLE perennial RESET default_transaction_isolation");
                connection.commit();
            }
        }
    }

    private static void awaitOneWhoWaits(Statement statement) throws SQLException {
        boolean isWaiting = false;
        while (!isWaiting) {
            try (ResultSet locks = statement.executeQuery(
                    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")) {
                locks.next();
                isWaiting = locks.getInt(1) > 0;
            }
        }
    }

    @Test
    void many_events_are_forgotten_some_at_a_time() throws Exception {
        try (EventStore store = open();
                Connection connection = DriverManager.getConnection(cluster.url());
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO perennial_event
                    SELECT decode(lpad(to_hex(i), 32, '0'), 'hex'), decode(repeat('0', 32), 'hex'), '', 5, ''
                    FROM generate_series(1, 25000) i;
                    CREATE TABLE forgotten (events int);
                    CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN INSERT INTO forgotten SELECT count(*) FROM gone; RETURN NULL; END';
                    CREATE TRIGGER tell AFTER DELETE ON perennial_event
                    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION tell()
                    """);
            assertEquals(25_000, store.forgetBefore(6));
            assertEquals(OptionalInt.of(6), store.forgottenBefore());
            try (ResultSet most = statement.executeQuery("SELECT max(events) FROM forgotten")) {
                most.next();
                assertEquals(10_000, most.getInt(1));
            }
            statement.execute("DROP TRIGGER tell ON perennial_event; DROP FUNCTION tell; DROP TABLE forgotten");
        }
    }

    @Test
    void what_was_accepted_outlives_a_crash_of_the_database_and_the_store_recovers() throws Exception {
        try (EventStore store = open()) {
            assertEquals(List.of(Acceptance.ACCEPTED), store.append(List.of(live(store))));
            cluster.crash();
            String message = assertThrows(StoreException.class, () -> store.append(List.of(live(store))))
                    .getMessage();
            assertTrue(message.contains("does not answer"), message);
            cluster.restart();
            assertEquals(List.of(Acceptance.DUPLICATE), appendedOnceItIsBack(store));
        }
    }

    /** Sends again as the message says one can: a pool looks for its database again after some seconds at most. */
    private static List<Acceptance> appendedOnceItIsBack(EventStore store) throws InterruptedException {
        for (int again = 0; again < 10; again++) {
            try {
                return store.append(List.of(live(store)));
            } catch (StoreException stillAway) {
                Thread.sleep(1_000);
            }
        }
        return store.append(List.of(live(store)));
    }

    @Test
    @Timeout(60)
    void a_database_for_which_too_many_wait_kept_what_it_was_to_keep_all_the_same() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch behind = new CountDownLatch(1);
        try (PostgresTransactions one = PostgresTransactions.of(cluster.url(), 1)) {
            CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(() -> one.run(connection -> {
                begun.countDown();
                return awaited(behind);
            }));
            begun.await();
            String message = assertThrows(StoreException.class, () -> one.keep(connection -> true))
                    .getMessage();
            assertTrue(message.contains("1 wait for it already"), message);
            assertTrue(one.areKept(), "nothing is wrong with the database");
            behind.countDown();
            assertTrue(first.get());
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(50, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void looking_at_a_database_makes_nothing_in_it() throws Exception {
        try (Connection connection = DriverManager.getConnection(cluster.url());
                Statement statement = connection.createStatement()) {
            assertEquals(StoreState.READY, new StoreAddress(cluster.url()).look());
            statement.execute("CREATE DATABASE empty");
            StoreAddress empty = new StoreAddress(cluster.url("empty"));
            assertEquals(StoreState.NONE, empty.look());
            assertEquals(StoreState.NONE, empty.look(), "the first look made something");
            empty.open().close();
            assertEquals(StoreState.READY, empty.look());
            try (Connection inside = DriverManager.getConnection(empty.text());
                    Statement older = inside.createStatement()) {
                older.execute("DELETE FROM perennial_step WHERE taken > 1");
            }
            assertEquals(StoreState.OLDER, empty.look());
        }
    }

    @Test
    void a_database_that_is_not_there_is_named_without_its_password() {
        StoreAddress address = new StoreAddress("jdbc:postgresql://127.0.0.1:1/none?user=u&password=hush");
        String message = assertThrows(StoreException.class, address::open).getMessage();
        assertTrue(message.contains("127.0.0.1:1/none") && !message.contains("hush"), message);
    }

    private static LiveEvent live(EventStore store) {
        Event event = new Event("u", Instant.EPOCH, EventKind.VISIT, 0, 9, 0, "", "", "", "shared");
        return new LiveEvent(
                store.pseudonyms().user(event.user()),
                store.pseudonyms().event(event.id()),
                store.pseudonyms().content(event.user(), event),
                new LivePart("UTC USD", "", LedgerDay.of(0, event)));
    }
}
