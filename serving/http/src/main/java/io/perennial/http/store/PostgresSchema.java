package io.perennial.http.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of the store in PostgreSQL, and the steps that lead to them from any earlier release. */
final class PostgresSchema {

    /** Two servers that start together take turns. */
    private static final long MIGRATING = 0x506572656e6e6962L;

    /** One text a step, never changed once released; a database remembers how many it has taken. */
    private static final List<String> STEPS = List.of("""
            CREATE TABLE perennial_event (
                id       bytea PRIMARY KEY,
                user_key bytea NOT NULL,
                content  bytea NOT NULL,
                day      int   NOT NULL,
                part     bytea NOT NULL
            );
            CREATE INDEX perennial_event_user ON perennial_event (user_key);
            CREATE INDEX perennial_event_day ON perennial_event (day);
            CREATE TABLE perennial_tombstone (user_key bytea PRIMARY KEY);
            CREATE TABLE perennial_secret (value text NOT NULL);
            """, """
            CREATE TABLE perennial_fact (name text PRIMARY KEY, day int NOT NULL);
            INSERT INTO perennial_fact
            SELECT 'last day', max(day) FROM perennial_event HAVING max(day) IS NOT NULL;
            """);

    private PostgresSchema() {}

    /** Brings the tables up to date; gives the secret of the store, made with its first step. */
    static String prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + MIGRATING + ")");
            statement.execute("CREATE TABLE IF NOT EXISTS perennial_step (taken int NOT NULL)");
            int taken = number(statement, "SELECT count(*) FROM perennial_step");
            if (taken > STEPS.size()) {
                throw new StoreException(
                        "the store was made by a later release: it has taken " + taken + " steps, this one knows "
                                + STEPS.size() + "; start that release",
                        null);
            }
            for (int step = taken; step < STEPS.size(); step++) {
                statement.execute(STEPS.get(step));
                statement.execute("INSERT INTO perennial_step VALUES (" + (step + 1) + ")");
            }
            if (taken == 0) {
                keep(connection, Pseudonyms.newSecret());
            }
            return secret(statement);
        }
    }

    /** How far the tables of a database are; nothing is changed in it. */
    static StoreState look(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean isMade = number(statement, "SELECT count(to_regclass('perennial_step'))") > 0;
            int taken = isMade ? number(statement, "SELECT count(*) FROM perennial_step") : 0;
            return taken == 0 ? StoreState.NONE : taken < STEPS.size() ? StoreState.OLDER : StoreState.READY;
        }
    }

    private static void keep(Connection connection, String secret) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO perennial_secret VALUES (?)")) {
            insert.setString(1, secret);
            insert.executeUpdate();
        }
    }

    private static String secret(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT value FROM perennial_secret")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
