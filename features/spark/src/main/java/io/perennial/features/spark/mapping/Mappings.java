package io.perennial.features.spark.mapping;

import io.perennial.command.toml.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds mappings: a file, or one of those that are built in, by name. */
public final class Mappings {

    /** The names of the mappings that are built in. */
    public static final List<String> BUILT_IN =
            List.of("bitcoin-otc", "cdnow", "cdnow-sample", "college-msg", "online-retail");

    private Mappings() {}

    /** The mapping of a text; {@code name} is used in messages. */
    public static Mapping parse(String name, String text) {
        return MappingReader.read(name, text);
    }

    /** The mapping of a file, or the built-in one of that name where no such file is there. */
    public static Mapping find(String nameOrPath) {
        Path path = Path.of(nameOrPath);
        if (Files.isRegularFile(path)) {
            return parse(nameOrPath, read(path));
        }
        if (!BUILT_IN.contains(nameOrPath)) {
            throw new WrongUse("mapping '" + nameOrPath + "' is neither a file nor built in; "
                    + Nearest.hint(nameOrPath, BUILT_IN));
        }
        return parse(nameOrPath, builtIn(nameOrPath));
    }

    private static String builtIn(String name) {
        try (InputStream in = Mappings.class.getResourceAsStream(name + ".toml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("built-in mapping " + name + " cannot be read", e);
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new WrongUse("mapping " + path + " cannot be read: " + e + "; it must be UTF-8 text", e);
        }
    }
}
