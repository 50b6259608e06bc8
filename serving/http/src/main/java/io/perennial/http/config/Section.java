package io.perennial.http.config;

import io.perennial.command.toml.TomlTable;
import io.perennial.command.toml.WrongFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One table of the server's TOML files: what it leaves out has a default, and what nobody asked for is refused.
 *
 * @param file  the file, which relative paths start from
 * @param table what it holds
 */
record Section(Path file, TomlTable table) {

    /**
     * What a reader makes of a whole file.
     *
     * @throws WrongFile naming the file, where its values can't be used as well
     */
    static <T> T whole(Path file, TomlTable root, Function<Section, T> reader) {
        try {
            return new Section(file, root).read(reader);
        } catch (WrongFile e) {
            throw e;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new WrongFile(root.where() + e.getMessage(), e);
        }
    }

    /** What a reader makes of the table, once no key is left that it did not ask for. */
    <T> T read(Function<Section, T> reader) {
        T read = reader.apply(this);
        table.refuseUnknown();
        return read;
    }

    /** What a reader makes of a table within; empty where there is none. */
    <T> Optional<T> section(String key, Function<Section, T> reader) {
        return table.optionalTable(key).map(inner -> new Section(file, inner).read(reader));
    }

    boolean has(String key) {
        return table.has(key);
    }

    String text(String key, String otherwise) {
        return table.optionalText(key).orElse(otherwise);
    }

    List<String> texts(String key, List<String> otherwise) {
        return table.has(key) ? table.texts(key) : otherwise;
    }

    /** A path, relative to the directory of the file. */
    Optional<Path> path(String key) {
        return table.optionalText(key).filter(given -> !given.isEmpty()).map(file::resolveSibling);
    }

    long number(String key, long otherwise) {
        return table.optionalWhole(key).orElse(otherwise);
    }

    double decimal(String key, double otherwise) {
        return table.optionalNumber(key).orElse(otherwise);
    }

    int count(String key, int otherwise) {
        return Math.toIntExact(number(key, otherwise));
    }

    boolean truth(String key, boolean otherwise) {
        return table.optionalTruth(key).orElse(otherwise);
    }

    Duration millis(String key, Duration otherwise) {
        return Duration.ofMillis(number(key, otherwise.toMillis()));
    }
}
