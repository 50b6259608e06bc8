package io.perennial.command.toml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A table of a TOML file that remembers which keys were asked for, so that every other key can be refused. */
public final class TomlTable {

    private final String where;
    private final JsonNode node;
    private final Set<String> asked = new LinkedHashSet<>();

    private TomlTable(String where, JsonNode node) {
        this.where = where;
        this.node = node;
    }

    /** The root table of a text. */
    public static TomlTable parse(String file, String text) {
        try {
            return new TomlTable(file + ": ", new TomlMapper().readTree(text));
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : " line " + e.getLocation().getLineNr();
            throw new WrongFile(file + line + ": not valid TOML: " + e.getOriginalMessage(), e);
        }
    }

    /** Where this table stands, for messages: file and path of keys. */
    public String where() {
        return where;
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

    /** A number, empty where the key is absent. */
    public Optional<BigDecimal> optionalNumber(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (!node.get(key).isNumber()) {
            throw wrong(key, "a number");
        }
        return Optional.of(node.get(key).decimalValue());
    }

    /** A number that must be there. */
    public double number(String key) {
        return optionalNumber(key).orElseThrow(() -> missing(key)).doubleValue();
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
            throw new WrongFile(
                    where + "'" + key + "' is '" + node.get(key).asText() + "', not a date as 2011-12-09", e);
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
            throw wrong(key, "a table");
        }
        return Optional.of(new TomlTable(where + key + ".", node.get(key)));
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
            tables.add(new TomlTable(where + key + "[" + tables.size() + "].", element));
        }
        return tables;
    }

    /** Refuses every key that was never asked for, naming the nearest that could have been. */
    public void refuseUnknown() {
        node.fieldNames().forEachRemaining(key -> {
            if (!asked.contains(key)) {
                throw new WrongFile(where + "key '" + key + "' is not known; " + Nearest.hint(key, asked));
            }
        });
    }

    /** What to say of a key that is not there: an unread key that looks like it was meant to be it. */
    public WrongFile missing(String key, String why) {
        for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
            String other = keys.next();
            if (!asked.contains(other) && Nearest.isMisspelt(other, key)) {
                return new WrongFile(where + "key '" + other + "' is not known; did you mean '" + key + "'?");
            }
        }
        return new WrongFile(where + "key '" + key + "' is missing" + why);
    }

    /** What to say of a word of a key's value that is none of the known ones. */
    public WrongFile unknown(String key, String word, Collection<String> known) {
        return new WrongFile(where + "'" + key + "' has '" + word + "'; " + Nearest.hint(word, known));
    }

    private WrongFile missing(String key) {
        return missing(key, "");
    }

    private WrongFile wrong(String key, String expected) {
        return new WrongFile(where + "'" + key + "' is " + node.get(key) + ", not " + expected);
    }
}
