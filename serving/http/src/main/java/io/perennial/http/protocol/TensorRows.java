package io.perennial.http.protocol;

import io.perennial.http.api.Fields;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Turns input tensors into rows: one tensor {@value #FEATURES} of shape [rows, columns], or a tensor of shape [rows] or
 * [rows, 1] for each column by its name; columns that are left out are missing.
 */
final class TensorRows {

    /** All columns in one tensor, in the order of the metadata. */
    static final String FEATURES = "features";

    /** Monthly blocks, oldest first, for the models that read them. */
    static final String SEQUENCE = "sequence";

    private final ServedModel model;
    private final int mostRows;

    TensorRows(ServedModel model, int mostRows) {
        this.model = model;
        this.mostRows = mostRows;
    }

    Rows of(List<Tensor> inputs) {
        List<Tensor> columns = new ArrayList<>(inputs);
        Optional<Tensor> sequence = sequence(inputs);
        sequence.ifPresent(columns::remove);
        List<double[]> sequences = sequence.map(this::blocks).orElse(List.of());
        List<double[]> features = features(columns);
        features.forEach(this::requireUsable);
        if (sequence.isPresent() && sequences.size() != features.size()) {
            throw wrong(SEQUENCE, "has " + sequences.size() + " rows, the other inputs " + features.size());
        }
        return new Rows(features, sequences);
    }

    private Optional<Tensor> sequence(List<Tensor> inputs) {
        return inputs.stream()
                .filter(input -> model.sequenceWidth() > 0 && input.name().equals(SEQUENCE))
                .findFirst();
    }

    private List<double[]> blocks(Tensor sequence) {
        List<double[]> blocks = matrix(sequence, model.sequenceWidth());
        requireUsable(sequence);
        return blocks;
    }

    private List<double[]> features(List<Tensor> inputs) {
        if (inputs.isEmpty()) {
            throw wrong(FEATURES, "is missing");
        }
        if (inputs.size() == 1
                && inputs.get(0).name().equals(FEATURES)
                && !model.columns().has(FEATURES)) {
            return matrix(inputs.get(0), model.columns().width());
        }
        return byName(inputs);
    }

    private List<double[]> matrix(Tensor input, int width) {
        if (input.type().isText() || model.columns().hasCategories()) {
            throw wrong(input.name(), "can't hold categories; send numbers, or one input for each column by its name");
        }
        // A vector of the right width is one row: what a raw request and many a client mean.
        boolean isOneRow = input.shape().size() == 1 && input.shape().get(0) == width;
        int rows = isOneRow ? 1 : input.rows();
        if (!isOneRow && (input.shape().size() != 2 || input.columns() != width)) {
            throw wrong(input.name(), "has shape " + input.shape() + "; send [rows, " + width + "]");
        }
        requireRows(rows);
        if (rows == 1) {
            return List.of(input.numbers());
        }
        List<double[]> vectors = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            vectors.add(Arrays.copyOfRange(input.numbers(), i * width, (i + 1) * width));
        }
        return vectors;
    }

    private List<double[]> byName(List<Tensor> inputs) {
        int rows = inputs.get(0).rows();
        requireRows(rows);
        InputColumns columns = model.columns();
        List<double[]> vectors = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            double[] vector = new double[columns.width()];
            Arrays.fill(vector, Double.NaN);
            vectors.add(vector);
        }
        for (Tensor input : inputs) {
            int column = columns.place(input.name());
            if (input.rows() != rows || input.columns() != 1) {
                throw wrong(input.name(), "has shape " + input.shape() + "; send [" + rows + "] or [" + rows + ", 1]");
            }
            for (int i = 0; i < rows; i++) {
                vectors.get(i)[column] = cell(input, i, column);
            }
        }
        return vectors;
    }

    private double cell(Tensor input, int row, int column) {
        if (input.type().isText()) {
            return model.columns().text(input.texts().get(row), column);
        }
        if (model.columns().isCategory(column) && !Double.isNaN(input.numbers()[row])) {
            throw wrong(input.name(), "holds categories; send BYTES");
        }
        return input.numbers()[row];
    }

    /** A block in which nothing was done holds zeros: one that is missing has no meaning to a model. */
    private static void requireUsable(Tensor sequence) {
        for (double value : sequence.numbers()) {
            if (!(Math.abs(value) <= Fields.LARGEST)) { // written so that NaN fails too
                throw wrong(SEQUENCE, "has a value that is not " + Fields.NUMBER);
            }
        }
    }

    private void requireUsable(double[] row) {
        for (int column = 0; column < row.length; column++) {
            model.columns().usable(row[column], column);
        }
    }

    private void requireRows(int rows) {
        if (rows > mostRows) {
            throw Problem.of(
                    Kind.TOO_LARGE,
                    "the request has " + rows + " rows, at most " + mostRows + " are taken; send several requests");
        }
    }

    private static Problem wrong(String name, String what) {
        return Problem.at(Kind.BAD_FIELD, name, "input '" + Request.shown(name) + "' " + what);
    }
}
