package io.perennial.http.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The elements of a JSON tensor as they are read, flat or nested: its type and shape may only come after them.
 *
 * <p>Grows with what was read, so that no shape a client states is ever room taken.
 */
final class TensorData {

    private static final int UNKNOWN = -1;

    private final String where;
    private double[] numbers = new double[128];
    private int count;
    private List<String> texts = List.of();
    private boolean hasTruths;
    private boolean hasNumbers;
    private boolean hasGaps;
    private final List<Integer> lengths = new ArrayList<>();
    private int levels = UNKNOWN;

    private TensorData(String where) {
        this.where = where;
    }

    /** The array a parser stands on the start of. */
    static TensorData read(JsonParser in, String where) throws IOException {
        TensorData data = new TensorData(where);
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw data.wrong("is not a list");
        }
        data.array(in, 0);
        return data;
    }

    private void array(JsonParser in, int level) throws IOException {
        if (lengths.size() == level) {
            lengths.add(UNKNOWN);
        }
        int length = 0;
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            length++;
            if (token == JsonToken.START_ARRAY) {
                array(in, level + 1);
            } else {
                requireLevel(level + 1);
                element(in, token);
            }
        }
        if (lengths.get(level) != UNKNOWN && lengths.get(level) != length) {
            throw wrong("is ragged: lists of " + lengths.get(level) + " and of " + length + " side by side");
        }
        lengths.set(level, length);
    }

    private void requireLevel(int level) {
        if (levels != UNKNOWN && levels != level) {
            throw wrong("is ragged: elements lie at different depths");
        }
        levels = level;
    }

    private void element(JsonParser in, JsonToken token) throws IOException {
        switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                hasNumbers = true;
                add(in.getDoubleValue());
            }
            case VALUE_NULL -> {
                hasGaps = true;
                add(Double.NaN);
                addText("");
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                hasTruths = true;
                add(token == JsonToken.VALUE_TRUE ? 1 : 0);
            }
            case VALUE_STRING -> {
                texts = texts.isEmpty() ? earlierGaps() : texts;
                texts.add(in.getText());
            }
            default -> throw wrong("holds an object");
        }
    }

    /** Texts beside which only gaps were read before. */
    private List<String> earlierGaps() {
        List<String> gaps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            gaps.add("");
        }
        return gaps;
    }

    private void addText(String text) {
        if (!texts.isEmpty()) {
            texts.add(text);
        }
    }

    private void add(double number) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
        }
        numbers[count++] = number;
    }

    /** The tensor of these elements, or the problem that they do not fit its type and shape. */
    Tensor tensor(String name, DataType type, List<Integer> shape) {
        if (type == DataType.FP16) {
            throw wrong("is FP16, which JSON does not carry; send it binary, or as FP32");
        }
        boolean isMixed = type.isText() ? hasNumbers || hasTruths : !texts.isEmpty();
        if (isMixed || (hasTruths && type != DataType.BOOL)) {
            throw wrong("has elements that are no " + type);
        }
        if (hasGaps && !type.isFloating() && !type.isText()) {
            throw wrong("has a null, and " + type + " has no value for missing; send FP64");
        }
        requireShape(shape, texts.isEmpty() ? count : texts.size());
        if (type.isText()) {
            return Tensor.ofTexts(name, shape, texts.isEmpty() ? earlierGaps() : texts);
        }
        return Tensor.of(name, type, shape, checked(type));
    }

    private void requireShape(List<Integer> shape, int size) {
        if (TensorShape.elements(shape) != size) {
            throw wrong("has " + size + " elements, but shape " + shape);
        }
        boolean isFlat = levels <= 1 && lengths.size() == 1;
        if (!isFlat && !lengths.equals(shape)) {
            throw wrong("is nested as " + lengths + ", but shape is " + shape + "; nest as the shape, or not at all");
        }
    }

    private double[] checked(DataType type) {
        double[] checked = Arrays.copyOf(numbers, count);
        for (int i = 0; i < count; i++) {
            // NaN stands for null here: JSON has no other.
            if (!Double.isNaN(checked[i]) && !type.holds(checked[i])) {
                throw wrong("has at " + i + " what no " + type + " holds");
            }
            checked[i] = type.rounded(checked[i]);
        }
        return checked;
    }

    private Problem wrong(String what) {
        return Problem.at(Kind.BAD_FIELD, where, where + " " + what);
    }
}
