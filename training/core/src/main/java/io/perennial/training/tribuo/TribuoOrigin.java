package io.perennial.training.tribuo;

import io.perennial.training.learner.Learned;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.impl.ArrayExample;

/**
 * Tribuo's side of a learned number: its protobuf, and the number as Tribuo computes it.
 *
 * @param model   the model
 * @param dummy   any output, Tribuo wants one in each example
 * @param prepare feature rows as the model saw them
 * @param value   the number within a prediction
 * @param tolerance largest relative difference that its arithmetic explains
 */
record TribuoOrigin<T extends Output<T>>(
        Model<T> model,
        T dummy,
        UnaryOperator<double[][]> prepare,
        ToDoubleFunction<Prediction<T>> value,
        double tolerance)
        implements Learned.Origin {

    @Override
    public String fileName() {
        return "tribuo.pb";
    }

    @Override
    public byte[] bytes() {
        return model.serialize().toByteArray();
    }

    @Override
    public double[] predict(double[][] features) {
        double[][] rows = prepare.apply(features);
        String[] names = TribuoRows.names(rows.length == 0 ? 0 : rows[0].length);
        double[] values = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            ArrayExample<T> example = TribuoRows.example(rows[i], names, dummy, 1);
            values[i] = value.applyAsDouble(model.predict(example));
        }
        return values;
    }
}
