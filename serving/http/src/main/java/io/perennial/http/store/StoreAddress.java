package io.perennial.http.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where live events are kept: {@code jdbc:postgresql://...}, or a file.
 *
 * @param text as it was given
 */
public record StoreAddress(String text) {

    private static final int ALONE = 32;

    private static final String POSTGRESQL = "jdbc:postgresql:";

    public StoreAddress {
        if (text.isBlank()) {
            throw new IllegalArgumentException("store is empty; give a file, or jdbc:postgresql://HOST/DATABASE");
        }
        if (text.startsWith("jdbc:") && !text.startsWith(POSTGRESQL)) {
            throw new IllegalArgumentException("store " + text.split(":", 3)[1]
                    + " is no database this server knows; give a file, or jdbc:postgresql://HOST/DATABASE");
        }
    }

    /** The file beside a registry: {@code models.live/events.mv} beside {@code models}. */
    public static StoreAddress beside(Path registry) {
        Path absolute = registry.toAbsolutePath().normalize();
        return new StoreAddress(absolute.resolveSibling(absolute.getFileName() + ".live")
                .resolve("events.mv")
                .toString());
    }

    /** The file it is kept in; empty where it is a database. */
    public Optional<Path> file() {
        return text.startsWith(POSTGRESQL) ? Optional.empty() : Optional.of(Path.of(text));
    }

    /**
     * How far the store is; nothing is made or changed.
     *
     * @throws StoreException where it can't be reached
     */
    public StoreState look() {
        if (!text.startsWith(POSTGRESQL)) {
            return Files.exists(Path.of(text)) ? StoreState.READY : StoreState.NONE;
        }
        try (PostgresTransactions transactions = PostgresTransactions.of(text, 1)) {
            return transactions.run(PostgresSchema::look);
        }
    }

    /**
     * Opens the store, made where there is none.
     *
     * @param atOnce how many may wait for it at once, where it is a database; who comes beyond them is sent away
     * @throws StoreException where it can't be opened
     */
    public EventStore open(int atOnce) {
        return text.startsWith(POSTGRESQL) ? PostgresStore.open(text, atOnce) : EmbeddedStore.open(Path.of(text));
    }

    /**
     * Opens the store for a process that answers nobody else.
     *
     * @throws StoreException where it can't be opened
     */
    public EventStore open() {
        return open(ALONE);
    }

    /** A store without a place, for a process that takes no events. */
    public static EventStore inMemory() {
        return EmbeddedStore.inMemory();
    }

    /** The address without user and password. */
    @Override
    public String toString() {
        return text.startsWith(POSTGRESQL) ? text.replaceAll("//[^/@]*@", "//").replaceAll("\\?.*", "") : text;
    }
}
