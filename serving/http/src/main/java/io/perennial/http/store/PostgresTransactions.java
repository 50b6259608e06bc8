package io.perennial.http.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.function.Consumer;

/** Work in a PostgreSQL database, wholly done or not at all, and done again where its connection broke. For any thread. */
final class PostgresTransactions implements AutoCloseable {

    private static final int CONNECTIONS = 8;
    private static final long PATIENCE_MILLIS = 2_000;

    /** A database that was started again has ended every connection of a pool, of which few are used at a time. */
    private static final int ATTEMPTS = 3;

    /** A database that says nothing for so long is taken to be gone. */
    private static final int SILENCE_SECONDS = 20;

    private final HikariDataSource connections;
    private final DatabaseTurns turns;
    private volatile boolean isKept = true;

    private PostgresTransactions(HikariDataSource connections, DatabaseTurns turns) {
        this.connections = connections;
        this.turns = turns;
    }

    /** What is done on a connection. */
    @FunctionalInterface
    interface Work<T> {
        /** What comes of it; it may be done twice, and must then come to the same. */
        T on(Connection connection) throws SQLException;
    }

    /**
     * Transactions in the database at an address.
     *
     * @param atOnce how many may be under way at once, those included that wait for a connection
     * @throws StoreException where it does not answer
     */
    static PostgresTransactions of(String url, int atOnce) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setPoolName("store");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setAutoCommit(false);
        // A database or role may be set to another: there a transaction sees what was so before it waited for its turn.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        // A database may be set to acknowledge before it syncs; what we acknowledge must be on disk.
        config.setConnectionInitSql("SET synchronous_commit TO on");
        // Committed by itself: a roll-back of the first work on a connection would take the setting back with it.
        config.setIsolateInternalQueries(true);
        config.addDataSourceProperty("socketTimeout", SILENCE_SECONDS);
        try {
            return new PostgresTransactions(new HikariDataSource(config), new DatabaseTurns(atOnce, System::nanoTime));
        } catch (HikariPool.PoolInitializationException e) {
            throw new StoreException(
                    "store " + new StoreAddress(url) + " can't be opened: " + e.getMessage()
                            + "; check address, user and password, and that the database is there",
                    e);
        }
    }

    /**
     * Does work and commits it.
     *
     * @throws StoreException where the database does not answer, or did not a moment ago, or too many wait for it
     */
    <T> T run(Work<T> work) {
        return run(work, isDone -> {});
    }

    /**
     * Does work that changes something, as {@link #run(Work)} does.
     *
     * @throws StoreException where nothing of it was kept, or nobody can tell
     */
    <T> T keep(Work<T> work) {
        return run(work, isDone -> isKept = isDone);
    }

    /** Tells what became of work the database was asked for; of what never came to its turn the database knows nothing. */
    private <T> T run(Work<T> work, Consumer<Boolean> told) {
        turns.begin();
        try {
            T made = attempt(work, ATTEMPTS);
            turns.answered();
            told.accept(true);
            return made;
        } catch (SQLException e) {
            told.accept(false);
            if (isBroken(e) || e instanceof SQLTransientConnectionException) {
                turns.silent();
            }
            throw new StoreException(
                    "the database of the store does not answer: "
                            + e.getMessage().lines().findFirst().orElse("") + "; the request can be sent again",
                    e);
        } finally {
            turns.end();
        }
    }

    /** Whether the database answers, and kept what it was to keep last. */
    boolean areKept() {
        return isKept && !turns.areResting();
    }

    private <T> T attempt(Work<T> work, int attempts) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            try {
                T made = work.on(connection);
                connection.commit();
                return made;
            } catch (SQLException e) {
                undo(connection, e);
                if (attempts == 1 || !isBroken(e) || isSilence(e)) {
                    throw e;
                }
            } catch (RuntimeException e) {
                undo(connection, e);
                throw e;
            }
        }
        return attempt(work, attempts - 1);
    }

    private static void undo(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** Whether it was the connection that failed: of class 08, or ended by the server. */
    private static boolean isBroken(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return state.startsWith("08") || state.startsWith("57P");
    }

    /** Whether the database said nothing for too long: it would be waited for as long again. */
    private static boolean isSilence(SQLException e) {
        return e.getCause() instanceof SocketTimeoutException;
    }

    @Override
    public void close() {
        connections.close();
    }
}
