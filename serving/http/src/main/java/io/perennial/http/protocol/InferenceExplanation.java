package io.perennial.http.protocol;

import io.perennial.http.api.Answer;
import io.perennial.http.api.Request;
import io.perennial.http.live.ModelCalls.Verb;
import io.perennial.http.serving.ExplainPool;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.score.Column;
import io.perennial.scoring.score.Score;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Explanations in the shape of an inference, which the protocol has no verb for: scores, then tensors whose parts add up
 * to them, what they miss them by, and single features on the margin where the model is one tree ensemble.
 */
final class InferenceExplanation {

    private static final List<String> PARTS = List.of("baseline", "context", "contributions", "sum", "residual");
    private static final List<String> MARGIN =
            List.of("margin", "margin_baseline", "margin_contributions", "margin_residual");

    private final ServedModel model;
    private final Attributions attributions;
    private final int mostRows;

    InferenceExplanation(ServedModel model, int mostRows) {
        this.model = model;
        this.attributions = new Attributions(model);
        this.mostRows = mostRows;
    }

    /** The answer; without explanations, and saying so, where a deadline left no time for them. */
    Answer answer(Request request, ExplainPool pool) {
        Deadline deadline = Deadline.of(request);
        InferRequest asked = new Inference(model, mostRows).asked(request);
        requireOutputs(asked, Stream.concat(PARTS.stream(), MARGIN.stream()).toList());
        Rows rows = new TensorRows(model, mostRows).of(asked.inputs());
        List<Score> scores = model.scores(Verb.EXPLAIN, rows);
        Optional<List<Explanation>> explanations = deadline.explained(pool, () -> attributions.of(rows, scores));
        List<Tensor> tensors = new ArrayList<>(Inference.outputs(model, scores));
        Map<String, String> parameters = new LinkedHashMap<>(model.facts());
        parameters.put("parts", String.join(",", attributions.parts()));
        explanations.ifPresentOrElse(
                all -> tensors.addAll(tensors(all)), () -> parameters.put("dropped", Deadline.DROPPED));
        if (explanations.isPresent()) {
            requireOutputs(asked, tensors.stream().map(Tensor::name).toList());
        }
        return new InferAnswer(asked.id(), model, parameters, InferAnswer.chosen(tensors, asked)).sent();
    }

    private void requireOutputs(InferRequest asked, List<String> parts) {
        List<String> known = Stream.concat(model.outputs().stream().map(Column::name), parts.stream())
                .distinct()
                .toList();
        Inference.requireOutputs(asked, known, model);
    }

    private List<Tensor> tensors(List<Explanation> all) {
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(each(PARTS.get(0), all, Explanation::baseline));
        tensors.add(each(PARTS.get(1), all, Explanation::context));
        tensors.add(matrix(
                PARTS.get(2),
                all.stream()
                        .map(one -> one.dimensions().stream()
                                .map(Explanation.Contribution::value)
                                .toList())
                        .toList(),
                attributions.parts().size()));
        tensors.add(each(PARTS.get(3), all, Explanation::sum));
        tensors.add(each(PARTS.get(4), all, one -> one.sum() - one.score()));
        List<Explanation.FeatureBlock> blocks =
                all.stream().flatMap(one -> one.features().stream()).toList();
        if (blocks.size() == all.size()) {
            tensors.add(each(MARGIN.get(0), blocks, Explanation.FeatureBlock::margin));
            tensors.add(each(MARGIN.get(1), blocks, Explanation.FeatureBlock::baseline));
            tensors.add(matrix(
                    MARGIN.get(2),
                    blocks.stream().map(Explanation.FeatureBlock::values).toList(),
                    model.columns().width()));
            tensors.add(each(MARGIN.get(3), blocks, Explanation.FeatureBlock::error));
        }
        return tensors;
    }

    private static <T> Tensor each(String name, List<T> all, ToDoubleFunction<T> value) {
        double[] values = all.stream().mapToDouble(value).toArray();
        return Tensor.of(name, DataType.FP64, List.of(values.length), values);
    }

    private static Tensor matrix(String name, List<List<Double>> rows, int width) {
        double[] values = rows.stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .toArray();
        return Tensor.of(name, DataType.FP64, List.of(rows.size(), width), values);
    }
}
