package io.perennial.http.protocol;

import java.util.List;

/** A tensor whose shape and elements fit each other. Its elements are not to be written to. */
final class Tensor {

    private final String name;
    private final DataType type;
    private final List<Integer> shape;
    private final double[] numbers;
    private final List<String> texts;

    private Tensor(String name, DataType type, List<Integer> shape, double[] numbers, List<String> texts) {
        this.name = name;
        this.type = type;
        this.shape = List.copyOf(shape);
        this.numbers = numbers;
        this.texts = texts;
    }

    /** A tensor of numbers in row-major order, NaN for missing; they are kept, not copied. */
    static Tensor of(String name, DataType type, List<Integer> shape, double[] numbers) {
        return new Tensor(name, type, shape, numbers, List.of());
    }

    /** A tensor of texts in row-major order. */
    static Tensor ofTexts(String name, List<Integer> shape, List<String> texts) {
        return new Tensor(name, DataType.BYTES, shape, new double[0], texts);
    }

    String name() {
        return name;
    }

    DataType type() {
        return type;
    }

    List<Integer> shape() {
        return shape;
    }

    double[] numbers() {
        return numbers;
    }

    List<String> texts() {
        return texts;
    }

    /** How many rows it has: its first dimension. */
    int rows() {
        return shape.isEmpty() ? 1 : shape.get(0);
    }

    /** How many elements a row has. */
    int columns() {
        int columns = 1;
        for (int i = 1; i < shape.size(); i++) {
            columns *= shape.get(i);
        }
        return columns;
    }
}
