package io.perennial.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.command.toml.Nearest;
import io.perennial.features.feature.TableColumn;
import io.perennial.http.api.Problem.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/** The fields of a JSON object in a request, read strictly: each getter names the field it could not use. */
public final class Fields {

    /** What is larger is no number of anything a user did, and would drown what it is added to. */
    public static final double LARGEST = TableColumn.LARGEST;

    /** What a number has to be, as messages say it: no larger than {@link #LARGEST}. */
    public static final String NUMBER = "a finite number of at most 1e15";

    /** The same of a number that may be missing. */
    public static final String NUMBER_OR_NULL = NUMBER + ", or null for missing";

    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");

    private final String path;
    private final ObjectNode node;

    Fields(String path, ObjectNode node) {
        this.path = path;
        this.node = node;
    }

    /** The fields of an object that another form of a request, such as that of a page, was brought into. */
    public static Fields of(ObjectNode node) {
        return new Fields("", node);
    }

    /** Refuses any field but these, naming the nearest. */
    public Fields only(Set<String> known) {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw Problem.at(
                        Kind.UNKNOWN_FIELD,
                        at(name),
                        "field '" + at(name) + "' is not known" + Nearest.advice(name, known));
            }
        });
        return this;
    }

    /** Names of the fields that are there. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Whether a field is there and not null. */
    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** A text that must be there. */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name, "a text"));
    }

    /** A text that may be missing. */
    public Optional<String> optionalText(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!node.get(name).isTextual()) {
            throw wrong(name, "a text");
        }
        return Optional.of(node.get(name).textValue());
    }

    /** A number, NaN where it is missing or null. */
    public double number(String name) {
        if (!has(name)) {
            return Double.NaN;
        }
        JsonNode value = node.get(name);
        if (!value.isNumber() || !(Math.abs(value.doubleValue()) <= LARGEST)) {
            throw wrong(name, NUMBER_OR_NULL);
        }
        return value.doubleValue();
    }

    /** The finite number a field holds; empty where it holds anything else, or nothing. */
    public OptionalDouble finite(String name) {
        JsonNode value = node.path(name);
        return value.isNumber() && Double.isFinite(value.doubleValue())
                ? OptionalDouble.of(value.doubleValue())
                : OptionalDouble.empty();
    }

    /** The text of a cell: of a text, a number or a truth; empty where it is missing or null. */
    public String cell(String name) {
        if (!has(name)) {
            return "";
        }
        if (!node.get(name).isValueNode()) {
            throw wrong(name, "a text, a number or null");
        }
        return node.get(name).asText();
    }

    /** A whole number within bounds, or a default where it is missing. */
    public int integer(String name, int otherwise, int least, int most) {
        if (!has(name)) {
            return otherwise;
        }
        JsonNode value = node.get(name);
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            throw wrong(name, "a whole number from " + least + " to " + most);
        }
        return value.intValue();
    }

    /** True or false, or a default where it is missing. */
    public boolean truth(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (!node.get(name).isBoolean()) {
            throw wrong(name, "true or false");
        }
        return node.get(name).booleanValue();
    }

    /** A value as it came, of whatever kind. */
    public JsonNode value(String name) {
        return node.path(name);
    }

    /** One of some words; the first of them where it is missing. */
    public String oneOf(String name, List<String> words) {
        return has(name) ? word(name, words) : words.get(0);
    }

    /** One of some words that must be there. */
    public String word(String name, List<String> words) {
        String expected = "one of " + String.join(", ", words);
        String word = optionalText(name).orElseThrow(() -> missing(name, expected));
        if (!words.contains(word)) {
            throw wrong(name, expected);
        }
        return word;
    }

    /** An exact decimal, for money: a number, or a text of plain digits; empty where missing. */
    public Optional<BigDecimal> decimal(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        JsonNode value = node.get(name);
        if (value.isNumber() && Double.isFinite(value.doubleValue())) {
            return Optional.of(
                    value.isIntegralNumber() ? value.decimalValue() : BigDecimal.valueOf(value.doubleValue()));
        }
        // An exponent would let a few characters stand for a number of a billion digits.
        if (value.isTextual() && DECIMAL.matcher(value.textValue()).matches()) {
            return Optional.of(new BigDecimal(value.textValue()));
        }
        throw wrong(name, "a number, or a text with one such as \"12.30\"");
    }

    /** An object that must be there. */
    public Fields object(String name) {
        if (!has(name)) {
            throw missing(name, "an object");
        }
        if (!node.get(name).isObject()) {
            throw wrong(name, "an object");
        }
        return new Fields(at(name), (ObjectNode) node.get(name));
    }

    /** A list of objects that must be there, at most so many. */
    public List<Fields> objects(String name, int most) {
        return objects(name, most, (fields, at) -> fields, (problem, at) -> {
            throw problem;
        });
    }

    /** What becomes of one element of a list, whose place is told. */
    @FunctionalInterface
    public interface Each<T, R> {
        /** What becomes of it. */
        R made(T element, int at);
    }

    /**
     * What a list of objects that must be there holds, at most so many: each is read by itself, and what is wrong with one,
     * or that it is no object, spoils no other.
     *
     * @param read    may throw the problem with an object
     * @param refused stands for what has a problem
     */
    public <R> List<R> objects(String name, int most, Each<Fields, R> read, Each<Problem, R> refused) {
        JsonNode list = list(name, most);
        List<R> all = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            try {
                all.add(read.made(element(list.get(i), at(name) + "[" + i + "]"), i));
            } catch (Problem problem) {
                all.add(refused.made(problem, i));
            }
        }
        return all;
    }

    private static Fields element(JsonNode value, String where) {
        if (!value.isObject()) {
            throw Problem.at(Kind.BAD_FIELD, where, "'" + where + "' is not an object");
        }
        return new Fields(where, (ObjectNode) value);
    }

    private JsonNode list(String name, int most) {
        if (!has(name)) {
            throw missing(name, "a list of objects");
        }
        JsonNode list = node.get(name);
        if (!list.isArray()) {
            throw wrong(name, "a list of objects");
        }
        if (list.size() > most) {
            throw Problem.at(
                    Kind.TOO_LARGE,
                    at(name),
                    "'" + at(name) + "' has " + list.size() + " entries, at most " + most
                            + " are taken; send several requests");
        }
        return list;
    }

    /** The problem of a field whose value can't be used. */
    public Problem wrong(String name, String expected) {
        return Problem.at(Kind.BAD_FIELD, at(name), "field '" + at(name) + "' is not " + expected);
    }

    private Problem missing(String name, String expected) {
        return Problem.at(Kind.BAD_FIELD, at(name), "field '" + at(name) + "' is missing; give " + expected);
    }

    /** Where a field stands, as in {@code rows[3].features.tenure_days}. */
    public String path(String name) {
        return at(name);
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
