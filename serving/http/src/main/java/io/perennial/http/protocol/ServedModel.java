package io.perennial.http.protocol;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.Schema;
import io.perennial.http.answer.Extremes;
import io.perennial.http.answer.Subject;
import io.perennial.http.api.Answer;
import io.perennial.http.live.ModelCalls;
import io.perennial.http.live.ModelCalls.AskedAs;
import io.perennial.http.live.ModelCalls.Call;
import io.perennial.http.live.ModelCalls.Verb;
import io.perennial.scoring.explain.Explainer;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.score.Column;
import io.perennial.scoring.score.IncoherentScoreException;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.ScoreColumns;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One version that may answer over the standard protocols: the score columns its graph gives, by a scorer that holds
 * the models before it too. Immutable, for any number of threads.
 *
 * @param model     the version
 * @param scorer    gives its scores: of value and trend through the churn and value models that answer now
 * @param explainer tells why; made when it is first asked for
 * @param columns   what it reads
 * @param outputs   the score columns that its graph gives, in the order of every file of scores
 * @param facts     what every answer states beside its outputs: which bytes scored, and upon whose scores
 * @param as        as what it is asked
 * @param calls     is told what it is asked
 */
record ServedModel(
        LoadedModel model,
        Scorer scorer,
        Supplier<Explainer> explainer,
        InputColumns columns,
        List<Column> outputs,
        Map<String, String> facts,
        AskedAs as,
        ModelCalls calls) {

    /** Rows whose scores take a small part of a millisecond. */
    private static final int FEW = 8;

    /** The same of a trend, which may read months. */
    private static final int FEW_WITH_TREND = 1;

    static ServedModel of(
            LoadedModel model, Scorer scorer, Supplier<Explainer> explainer, AskedAs as, ModelCalls calls) {
        List<Column> outputs = ScoreColumns.columns().stream()
                .filter(column -> column.type() == Column.Type.NUMBER && model.gives(column.name()))
                .toList();
        return new ServedModel(
                model,
                scorer,
                explainer,
                InputColumns.of(model.schema()),
                outputs,
                facts(model.id(), scorer),
                as,
                calls);
    }

    private static Map<String, String> facts(ModelId id, Scorer scorer) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("digest", id.digest());
        String upstream = upstream(id, scorer).stream().map(ModelId::toString).collect(Collectors.joining(","));
        if (!upstream.isEmpty()) {
            facts.put("upstream", upstream);
        }
        return Collections.unmodifiableMap(facts);
    }

    ModelId id() {
        return model.id();
    }

    Schema schema() {
        return model.schema();
    }

    /** How many numbers of monthly blocks it reads; 0 where it reads none. */
    int sequenceWidth() {
        return model.graph().width(Input.Source.SEQUENCE);
    }

    /** The models whose scores it reads, churn first. */
    private static List<ModelId> upstream(ModelId id, Scorer scorer) {
        List<LoadedModel> before = scorer.trend().isPresent()
                ? List.of(scorer.churn(), scorer.ltv().orElse(scorer.churn()))
                : List.of(scorer.churn());
        return before.stream()
                .map(LoadedModel::id)
                .distinct()
                .filter(other -> !other.equals(id))
                .toList();
    }

    /** A row of numbers as the scorer reads it; whose it is, and of which day, no output tells. */
    UserRow row(double[] features, double[] sequence) {
        return schema() instanceof FeatureSchema log
                ? Subject.of("", LocalDate.EPOCH, features, sequence, log, "request.features")
                        .row()
                : UserRow.ofTable("", 0, features);
    }

    /** Whether rows are so few that other connections may wait for their scores. */
    boolean isPrompt(Rows rows) {
        return rows.count() <= (scorer.trend().isPresent() ? FEW_WITH_TREND : FEW);
    }

    /** Answers a call, and tells how that ended. */
    Answer counted(Verb verb, Supplier<Answer> answer) {
        return calls.counted(new Call(scorer, as, verb), answer);
    }

    /** The scores of rows, one by one. */
    List<Score> scores(Verb verb, Rows rows) {
        Scorer.Session session = scorer.ofNumbers();
        Score[] scores = new Score[rows.count()];
        for (int i = 0; i < scores.length; i++) {
            UserRow row = row(rows.features(i), rows.sequence(i));
            try {
                scores[i] = session.score(row);
            } catch (IncoherentScoreException e) {
                throw Extremes.problem(e, row, columns.ids(), "", session);
            }
        }
        calls.scored(new Call(scorer, as, verb), scores.length);
        return List.of(scores);
    }
}
