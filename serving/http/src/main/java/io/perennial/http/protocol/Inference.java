package io.perennial.http.protocol;

import io.perennial.command.toml.Nearest;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.live.ModelCalls.Verb;
import io.perennial.scoring.score.Column;
import io.perennial.scoring.score.Score;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One inference over the Open Inference Protocol: tensors in, the model's score columns out. */
final class Inference {

    private final ServedModel model;
    private final int mostRows;

    Inference(ServedModel model, int mostRows) {
        this.model = model;
        this.mostRows = mostRows;
    }

    Statistics.Done answer(Request request) {
        InferRequest asked = asked(request);
        if (!asked.outputs().isEmpty()) {
            requireOutputs(asked, model.outputs().stream().map(Column::name).toList(), model);
        }
        Rows rows = new TensorRows(model, mostRows).of(asked.inputs());
        if (!model.isPrompt(rows)) {
            request.needOwnThread();
        }
        List<InferAnswer.Output> outputs = InferAnswer.chosen(outputs(model, model.scores(Verb.INFER, rows)), asked);
        return new Statistics.Done(new InferAnswer(asked.id(), model, model.facts(), outputs).sent(), rows.count());
    }

    /** What is asked for, in whichever of the protocol's forms. */
    InferRequest asked(Request request) {
        boolean isRaw = request.body().length > 0 && InferReader.jsonLength(request, request.body().length) == 0;
        return isRaw ? raw(request.body()) : InferReader.read(request);
    }

    /** The score columns of rows, a tensor each. */
    static List<Tensor> outputs(ServedModel model, List<Score> scores) {
        List<Tensor> outputs = new ArrayList<>();
        for (Column column : model.outputs()) {
            double[] values = new double[scores.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(column, scores.get(i));
            }
            outputs.add(Tensor.of(column.name(), DataType.FP64, List.of(values.length), values));
        }
        return outputs;
    }

    /** A number of a score; NaN where it has none. */
    static double value(Column column, Score score) {
        return column.of(score).map(Double.class::cast).orElse(Double.NaN);
    }

    /** A body that is nothing but one row of numbers: the protocol's raw request. */
    private InferRequest raw(byte[] body) {
        int width = model.columns().width();
        if (model.columns().isTable() || model.sequenceWidth() > 0) {
            throw Problem.of(Kind.BAD_FIELD, "a raw body takes a model with one input; send JSON before the bytes");
        }
        ByteBuffer bytes = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
        Tensor row = BinaryTensor.next(TensorRows.FEATURES, DataType.FP64, List.of(1, width), body.length, bytes);
        return new InferRequest(Optional.empty(), List.of(row), List.of(), true);
    }

    /** Refuses outputs that are not known, naming the nearest. */
    static void requireOutputs(InferRequest asked, List<String> known, ServedModel model) {
        for (InferRequest.Output output : asked.outputs()) {
            if (!known.contains(output.name())) {
                throw Problem.at(
                        Kind.BAD_FIELD,
                        "outputs",
                        "model '" + model.id().name() + "' gives no output '" + Request.shown(output.name()) + "'"
                                + Nearest.advice(output.name(), known));
            }
        }
    }
}
