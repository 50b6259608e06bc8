package io.perennial.http.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A store in a PostgreSQL database that several servers share.
 *
 * <p>Events are inserted and never changed, so servers need no lock between them; only an erasure waits for the inserts
 * under way, lest one of them outlive it.
 */
final class PostgresStore implements EventStore {

    /** A number of our own among a database's advisory locks. */
    static final long ERASING = 0x506572656e6e6961L;

    private static final String INSERT = """
            INSERT INTO perennial_event (id, user_key, content, day, part)
            SELECT * FROM unnest(?::bytea[], ?::bytea[], ?::bytea[], ?::int[], ?::bytea[]) AS given (id, user_key, content, day, part)
            WHERE NOT EXISTS (SELECT 1 FROM perennial_tombstone WHERE user_key = given.user_key)
            ON CONFLICT (id) DO NOTHING RETURNING id
            """;
    private static final String KEPT = "SELECT id, content FROM perennial_event WHERE id = ANY (?)";
    private static final String TOMBSTONES = "SELECT user_key FROM perennial_tombstone WHERE user_key = ANY (?)";
    private static final String USER = """
            SELECT NULL FROM perennial_tombstone WHERE user_key = ANY (?)
            UNION ALL SELECT part FROM perennial_event WHERE user_key = ANY (?)
            """;

    private static final String ERASED = "SELECT EXISTS (SELECT 1 FROM perennial_tombstone WHERE user_key = ANY (?))";
    private static final String HOLDS = "SELECT EXISTS (SELECT 1 FROM perennial_event WHERE user_key = ANY (?))";

    private static final String GROW = """
            INSERT INTO perennial_fact (name, day) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET day = greatest(perennial_fact.day, excluded.day)
            """;
    private static final String FORGET = """
            WITH gone AS (
                DELETE FROM perennial_event WHERE ctid IN (
                    SELECT ctid FROM perennial_event WHERE day < ? AND (day < ? OR position(? IN part) = 0) LIMIT ?
                ) RETURNING day
            )
            SELECT count(*), max(day) FROM gone
            """;

    /** Events forgotten in one transaction: all of a year at once would outlast what a connection waits for an answer. */
    private static final int FORGOTTEN_AT_ONCE = 10_000;

    /** Events of a user that are held at once while they are added up; without a bound the driver holds them all. */
    private static final int READ_AT_ONCE = 1_000;

    private static final String LAST_DAY = "last day";
    private static final String FORGOTTEN = "forgotten before";

    private final PostgresTransactions transactions;
    private final Pseudonyms pseudonyms;

    /** The last day that is written down for sure: the row of it is touched by the first event of a day alone. */
    private volatile int lastDay = Integer.MIN_VALUE;

    private PostgresStore(PostgresTransactions transactions) {
        this.transactions = transactions;
        this.pseudonyms = Pseudonyms.under(transactions.run(PostgresSchema::prepare));
    }

    /**
     * The store in a database; its tables are made where they are missing.
     *
     * @param atOnce how many may wait for it at once
     * @throws StoreException where the database does not answer
     */
    static PostgresStore open(String url, int atOnce) {
        return new PostgresStore(PostgresTransactions.of(url, atOnce));
    }

    @Override
    public boolean isUp() {
        return transactions.areKept();
    }

    @Override
    public Pseudonyms pseudonyms() {
        return pseudonyms;
    }

    @Override
    public List<Acceptance> append(List<LiveEvent> events) {
        // Where the connection breaks after the commit, the work is done again, and finds what it kept itself.
        Set<Pseudonym> ours = new HashSet<>();
        Appended appended = transactions.keep(connection -> {
            run(connection, "SELECT pg_advisory_xact_lock_shared(" + ERASING + ")");
            Set<Pseudonym> erased = erased(connection, events);
            List<LiveEvent> living = firstOfEachId(events.stream()
                    .filter(event -> !erased.contains(event.user()))
                    .toList());
            Set<Pseudonym> inserted = insert(connection, living);
            ours.addAll(inserted);
            int last = living.stream()
                    .filter(event -> inserted.contains(event.id()) && event.tellsOfItsDay())
                    .mapToInt(event -> event.part().day().day())
                    .max()
                    .orElse(Integer.MIN_VALUE);
            if (!inserted.isEmpty() && last > lastDay) {
                grow(connection, LAST_DAY, last);
            }
            return new Appended(judged(events, erased, ours, kept(connection, living)), last);
        });
        lastDay = Math.max(lastDay, appended.last());
        return appended.judged();
    }

    /** What became of events, and the last day that those of them reach that were accepted. */
    private record Appended(List<Acceptance> judged, int last) {}

    /** The users, as their events name them, that were erased under any name. */
    private static Set<Pseudonym> erased(Connection connection, List<LiveEvent> events) throws SQLException {
        Set<Pseudonym> tombstones = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(TOMBSTONES)) {
            select.setArray(
                    1,
                    keys(
                            connection,
                            events.stream()
                                    .flatMap(PostgresStore::names)
                                    .distinct()
                                    .toList(),
                            name -> name));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    tombstones.add(Pseudonym.of(rows.getBytes(1), 0));
                }
            }
        }
        return events.stream()
                .filter(event -> names(event).anyMatch(tombstones::contains))
                .map(LiveEvent::user)
                .collect(Collectors.toSet());
    }

    private static Stream<Pseudonym> names(LiveEvent event) {
        return Stream.concat(Stream.of(event.user()), event.aliases().stream().map(LiveEvent.Alias::name));
    }

    private static void grow(Connection connection, String fact, int day) throws SQLException {
        try (PreparedStatement grow = connection.prepareStatement(GROW)) {
            grow.setString(1, fact);
            grow.setInt(2, day);
            grow.executeUpdate();
        }
    }

    /** In one order everywhere: two servers that insert the same ids crosswise would wait for each other. */
    private static List<LiveEvent> firstOfEachId(List<LiveEvent> events) {
        Map<Pseudonym, LiveEvent> byId = new LinkedHashMap<>();
        events.forEach(event -> byId.putIfAbsent(event.id(), event));
        return byId.values().stream()
                .sorted(Comparator.comparing(
                        LiveEvent::id, Comparator.comparingLong(Pseudonym::high).thenComparingLong(Pseudonym::low)))
                .toList();
    }

    private static List<Acceptance> judged(
            List<LiveEvent> events, Set<Pseudonym> erased, Set<Pseudonym> ours, Map<Pseudonym, Pseudonym> kept) {
        Set<Pseudonym> counted = new HashSet<>();
        List<Acceptance> judged = new ArrayList<>(events.size());
        for (LiveEvent event : events) {
            Pseudonym content = kept.get(event.id());
            if (erased.contains(event.user()) || content == null) {
                judged.add(Acceptance.ERASED);
            } else if (ours.contains(event.id()) && content.equals(event.content()) && counted.add(event.id())) {
                judged.add(Acceptance.ACCEPTED);
            } else {
                judged.add(event.after(content));
            }
        }
        return judged;
    }

    private static Set<Pseudonym> insert(Connection connection, List<LiveEvent> events) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setArray(1, keys(connection, events, LiveEvent::id));
            insert.setArray(2, keys(connection, events, LiveEvent::user));
            insert.setArray(3, keys(connection, events, LiveEvent::content));
            insert.setArray(
                    4,
                    connection.createArrayOf(
                            "int",
                            events.stream()
                                    .map(event -> event.part().day().day())
                                    .toArray(Integer[]::new)));
            insert.setArray(
                    5,
                    connection.createArrayOf(
                            "bytea",
                            events.stream()
                                    .map(event -> PartBytes.write(event.part()))
                                    .toArray(byte[][]::new)));
            Set<Pseudonym> inserted = new HashSet<>();
            try (ResultSet rows = insert.executeQuery()) {
                while (rows.next()) {
                    inserted.add(Pseudonym.of(rows.getBytes(1), 0));
                }
            }
            return inserted;
        }
    }

    private static Map<Pseudonym, Pseudonym> kept(Connection connection, List<LiveEvent> events) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(KEPT)) {
            select.setArray(1, keys(connection, events, LiveEvent::id));
            Map<Pseudonym, Pseudonym> kept = new LinkedHashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    kept.put(Pseudonym.of(rows.getBytes(1), 0), Pseudonym.of(rows.getBytes(2), 0));
                }
            }
            return kept;
        }
    }

    @Override
    public Optional<Acceptance> taken(LiveEvent event) {
        return transactions.run(connection -> Optional.ofNullable(
                        kept(connection, List.of(event)).get(event.id()))
                .map(event::after));
    }

    @Override
    public LiveUser user(Collection<Pseudonym> names) {
        return transactions.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(USER)) {
                Array keys = keys(connection, names, name -> name);
                select.setArray(1, keys);
                select.setArray(2, keys);
                select.setFetchSize(READ_AT_ONCE);
                PartSums sums = new PartSums();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        byte[] part = rows.getBytes(1);
                        if (part == null) {
                            return new LiveUser(true, List.of());
                        }
                        sums.add(PartBytes.read(part));
                    }
                }
                return new LiveUser(false, sums.parts());
            }
        });
    }

    @Override
    public boolean isErased(Collection<Pseudonym> names) {
        return isTrue(ERASED, names);
    }

    @Override
    public boolean holdsAny(Collection<Pseudonym> names) {
        return isTrue(HOLDS, names);
    }

    private boolean isTrue(String question, Collection<Pseudonym> names) {
        return transactions.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(question)) {
                select.setArray(1, keys(connection, names, name -> name));
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return rows.getBoolean(1);
                }
            }
        });
    }

    @Override
    public OptionalInt lastDay() {
        return fact(LAST_DAY);
    }

    @Override
    public OptionalInt forgottenBefore() {
        return fact(FORGOTTEN);
    }

    private OptionalInt fact(String name) {
        return transactions.run(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT day FROM perennial_fact WHERE name = ?")) {
                select.setString(1, name);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? OptionalInt.of(rows.getInt(1)) : OptionalInt.empty();
                }
            }
        });
    }

    @Override
    public int erase(Collection<Pseudonym> names) {
        return transactions.keep(connection -> {
            run(connection, "SELECT pg_advisory_xact_lock(" + ERASING + ")");
            Array keys = keys(connection, names, name -> name);
            update(
                    connection,
                    "INSERT INTO perennial_tombstone (user_key) SELECT unnest(?::bytea[]) ON CONFLICT DO NOTHING",
                    keys);
            return update(connection, "DELETE FROM perennial_event WHERE user_key = ANY (?)", keys);
        });
    }

    @Override
    public Set<Pseudonym> erased() {
        return transactions.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT user_key FROM perennial_tombstone");
                    ResultSet rows = select.executeQuery()) {
                Set<Pseudonym> erased = new HashSet<>();
                while (rows.next()) {
                    erased.add(Pseudonym.of(rows.getBytes(1), 0));
                }
                return erased;
            }
        });
    }

    @Override
    public int forgetBefore(int day) {
        int removed = 0;
        int some;
        do {
            some = forgetSomeBefore(day);
            removed += some;
        } while (some > 0);
        return removed;
    }

    private int forgetSomeBefore(int day) {
        return transactions.keep(connection -> {
            try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
                forget.setInt(1, day);
                forget.setInt(2, day - LivePart.KEPT_LONGER_DAYS);
                forget.setBytes(3, PartBytes.recordedHere());
                forget.setInt(4, FORGOTTEN_AT_ONCE);
                try (ResultSet rows = forget.executeQuery()) {
                    rows.next();
                    int removed = rows.getInt(1);
                    if (removed > 0) {
                        grow(connection, FORGOTTEN, rows.getInt(2) + 1);
                    }
                    return removed;
                }
            }
        });
    }

    @Override
    public void close() {
        transactions.close();
    }

    private static <T> Array keys(Connection connection, Collection<T> items, Function<T, Pseudonym> key)
            throws SQLException {
        return connection.createArrayOf(
                "bytea", items.stream().map(item -> key.apply(item).bytes()).toArray(byte[][]::new));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private static int update(Connection connection, String sql, Object argument) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, argument);
            return statement.executeUpdate();
        }
    }
}
