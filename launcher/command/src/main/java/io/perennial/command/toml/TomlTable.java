package io.perennial.command.toml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** A table of a TOML file that remembers which keys were asked for, so that every other key can be refused. */
public final class TomlTable {

    private final String file;
    private final String path;
    private final JsonNode node;
    private final Set<String> asked = new LinkedHashSet<>();

    private TomlTable(String file, String path, JsonNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
    }

    /**
     * The root table of a file.
     *
     * @param what what the file is, for messages, such as {@code playbook}
     * @throws WrongFile where it can't be read or is no TOML
     */
    public static TomlTable read(String what, Path file) {
        String name = what + " " + file;
        try {
            return parse(name, Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new WrongFile(name + " is not there; name one that is", e);
        } catch (IOException e) {
            throw new WrongFile(name + " can't be read as UTF-8: " + e.getMessage(), e);
        }
    }

    /**
     * The root table of a text.
     *
     * @param file its name, for messages
     * @throws WrongFile where it is no TOML
     */
    public static TomlTable parse(String file, String text) {
        try {
            return new TomlTable(file, "", new TomlMapper().readTree(text));
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            throw new WrongFile(file + " is not TOML" + line + ": " + e.getOriginalMessage(), e);
        }
    }

    /** Where this table stands, for messages: file and path of keys. */
    public String where() {
        return file + ": " + path;
    }

    /** Whether the key is there. */
    public boolean has(String key) {
        asked.add(key);
        return node.has(key);
    }

    /** Whether the key holds a table. */
    public boolean isTable(String key) {
        return has(key) && node.get(key).isObject();
    }

    /** A text that must be there. */
    public String text(String key) {
        return optionalText(key).orElseThrow(() -> missing(key));
    }

    /** A text, empty where the key is absent. */
    public Optional<String> optionalText(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        JsonNode value = node.get(key);
        if (!value.isTextual()) {
            throw wrong(key, "a text in quotes");
        }
        return Optional.of(value.textValue());
    }

    /** A number, with or without decimals; TOML's {@code nan} and {@code inf} are some. Empty where the key is absent. */
    public OptionalDouble optionalNumber(String key) {
        if (!has(key)) {
            return OptionalDouble.empty();
        }
        if (!node.get(key).isNumber()) {
            throw wrong(key, "a number");
        }
        return OptionalDouble.of(node.get(key).doubleValue());
    }

    /** A number that must be there. */
    public double number(String key) {
        return optionalNumber(key).orElseThrow(() -> missing(key));
    }

    /** A whole number that a long holds, empty where the key is absent. */
    public OptionalLong optionalWhole(String key) {
        if (!has(key)) {
            return OptionalLong.empty();
        }
        JsonNode value = node.get(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(key, "a whole number");
        }
        return OptionalLong.of(value.longValue());
    }

    /** True or false, empty where the key is absent. */
    public Optional<Boolean> optionalTruth(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (!node.get(key).isBoolean()) {
            throw wrong(key, "true or false");
        }
        return Optional.of(node.get(key).booleanValue());
    }

    /** A date, quoted or not, empty where the key is absent. */
    public Optional<LocalDate> optionalDate(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(node.get(key).asText()));
        } catch (DateTimeParseException e) {
            throw new WrongFile(named(key) + " is '" + node.get(key).asText() + "', not a date as 2011-12-09", e);
        }
    }

    /** A list of texts, empty where the key is absent. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        if (has(key)) {
            if (!node.get(key).isArray()) {
                throw wrong(key, "a list of texts");
            }
            for (JsonNode element : node.get(key)) {
                if (!element.isTextual()) {
                    throw wrong(key, "a list of texts");
                }
                texts.add(element.textValue());
            }
        }
        return texts;
    }

    /** A table that must be there. */
    public TomlTable table(String key) {
        return optionalTable(key).orElseThrow(() -> missing(key));
    }

    /** A table, empty where the key is absent. */
    public Optional<TomlTable> optionalTable(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (!node.get(key).isObject()) {
            throw wrong(key, "a table [" + path + key + "]");
        }
        return Optional.of(new TomlTable(file, path + key + ".", node.get(key)));
    }

    /** The tables of an array of tables, at least one. */
    public List<TomlTable> tables(String key) {
        if (!has(key)) {
            throw missing(key);
        }
        if (!node.get(key).isArray() || node.get(key).isEmpty()) {
            throw wrong(key, "one or more tables [[" + key + "]]");
        }
        List<TomlTable> tables = new ArrayList<>();
        for (JsonNode element : node.get(key)) {
            if (!element.isObject()) {
                throw wrong(key, "one or more tables [[" + key + "]]");
            }
            tables.add(new TomlTable(file, path + key + "[" + tables.size() + "].", element));
        }
        return tables;
    }

    /** Refuses every key that was never asked for, naming the nearest that could have been. */
    public void refuseUnknown() {
        node.fieldNames().forEachRemaining(key -> {
            if (!asked.contains(key)) {
                throw new WrongFile(named(key) + " is not known" + Nearest.advice(key, asked));
            }
        });
    }

    /** What to say of a key that is not there: an unread key that looks like it was meant to be it. */
    public WrongFile missing(String key, String why) {
        for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
            String other = keys.next();
            if (!asked.contains(other) && Nearest.isMisspelt(other, key)) {
                return new WrongFile(named(other) + " is not known; did you mean '" + key + "'?");
            }
        }
        return new WrongFile(named(key) + " is missing" + why);
    }

    /** What to say of a word of a key's value that is none of the known ones. */
    public WrongFile unknown(String key, String word, Collection<String> known) {
        return new WrongFile(named(key) + " has '" + word + "'" + Nearest.advice(word, known));
    }

    private WrongFile missing(String key) {
        return missing(key, "");
    }

    private WrongFile wrong(String key, String expected) {
        return new WrongFile(named(key) + " is " + node.get(key) + ", not " + expected);
    }

    private String named(String key) {
        return file + ": key '" + path + key + "'";
    }
}
