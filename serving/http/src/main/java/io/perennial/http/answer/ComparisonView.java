package io.perennial.http.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.Language;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Schema;
import io.perennial.http.live.Arm;
import io.perennial.http.live.PastModels;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.explain.Change;
import io.perennial.scoring.explain.ChangeResult;
import io.perennial.scoring.explain.ChangeSplit;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.explain.Withheld;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.model.ModelRefusedException;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.score.IncoherentScoreException;
import io.perennial.scoring.score.Scorer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What changed since an earlier day: the same ledger read up to that day, under the models that the journals say were
 * champion when it ended.
 */
public final class ComparisonView {

    private final ServingState state;
    private final PastModels past;
    private final Language language;

    /** The view of one state in a language. */
    public ComparisonView(ServingState state, PastModels past, Language language) {
        this.state = state;
        this.past = past;
        this.language = language;
    }

    /** The change from one day's score to another's, or why there is none to tell. */
    public ObjectNode change(Subject earlier, Subject now, Target target) {
        LocalDate day = day(earlier);
        ChangeResult result = since(earlier, now, target);
        if (result instanceof Withheld withheld && withheld.cause() != Withheld.Cause.SUM_FAILED) {
            return untold(day, withheld.words());
        }
        return told(ChangeView.require(result), day, modelsOf(day));
    }

    /** The change, or why it is withheld: also where a version that was champion then can't be opened. */
    public ChangeResult since(Subject earlier, Subject now, Target target) {
        Optional<Scorer> then;
        try {
            then = modelsOf(day(earlier));
        } catch (RegistryException | ModelRefusedException | IllegalArgumentException e) {
            return untold("what was champion then can't be opened: " + e.getMessage());
        }
        try {
            return between(earlier, now, target, then);
        } catch (IncoherentScoreException e) {
            return untold("as of then " + e.getMessage());
        }
    }

    /**
     * The change between two earlier days, each told by the models that were champion when it ended; today's where none
     * was.
     *
     * @throws RuntimeException where a version that was champion on one of the days can't be opened
     */
    public ChangeResult across(Subject earlier, Subject later, Target target) {
        return ChangeSplit.between(moment(earlier), moment(later), target);
    }

    /**
     * The change since an answer that was given: its own inputs, under the versions that gave it.
     *
     * @throws RuntimeException where one of the versions can't be opened any more
     */
    public ChangeResult sinceAnswer(List<ModelId> models, Arm arm, Subject then, Subject now) {
        Scorer scorer = past.answering(models, arm, grades()).requireScorer();
        return ChangeSplit.between(
                new ChangeSplit.Moment(scorer, then.row()),
                new ChangeSplit.Moment(state.requireScorer(), now.row()),
                Target.CHURN);
    }

    /** Whether a model was champion when a day ended. */
    public boolean hadModel(LocalDate day) {
        return modelsOf(day).isPresent();
    }

    private ChangeSplit.Moment moment(Subject subject) {
        return new ChangeSplit.Moment(modelsOf(day(subject)).orElseGet(state::requireScorer), subject.row());
    }

    private ChangeResult between(Subject earlier, Subject now, Target target, Optional<Scorer> then) {
        return ChangeSplit.between(
                new ChangeSplit.Moment(then.orElseGet(state::requireScorer), earlier.row()),
                new ChangeSplit.Moment(state.requireScorer(), now.row()),
                target);
    }

    private Optional<Scorer> modelsOf(LocalDate day) {
        return past.at(endOf(day), state.models(), grades());
    }

    private ChurnGrade.Thresholds grades() {
        return state.requireScorer().grades();
    }

    /** The last instant of a business day. */
    private Instant endOf(LocalDate day) {
        FeatureSchema log = (FeatureSchema) state.requireScorer().schema();
        return day.plusDays(1)
                .atStartOfDay(log.context().log().zone())
                .toInstant()
                .minusNanos(1);
    }

    private ObjectNode told(Change change, LocalDate day, Optional<Scorer> then) {
        ObjectNode node = Json.object().put("found", true).put("since", day.toString());
        node.setAll(new ChangeView(language).change(change));
        ArrayNode models = node.putArray("modelsThen");
        then.ifPresent(scorer -> Stream.of(Optional.of(scorer.churn()), scorer.ltv(), scorer.trend())
                .flatMap(Optional::stream)
                .forEach(model -> models.addObject()
                        .put("name", model.id().name())
                        .put("version", model.id().version())
                        .put("digest", model.id().digest())));
        return node.put("note", then.isPresent() ? "" : noModelThen(language));
    }

    /** Said where the registry had no champion on the earlier day. */
    public static String noModelThen(Language language) {
        return language.choose("no model was champion then, so today's were used for both days", "当时尚无在役模型，两端均用今日模型计算");
    }

    private static LocalDate day(Subject subject) {
        return LocalDate.ofEpochDay(subject.row().asOf());
    }

    private static Withheld untold(String reason) {
        return new Withheld(Withheld.Cause.NOT_COMPARABLE, reason);
    }

    private static ObjectNode untold(LocalDate day, String reason) {
        return Json.object().put("found", false).put("since", day.toString()).put("reason", reason);
    }

    /** The earlier day that a parameter states, which must lie before what it is compared with. */
    public static LocalDate day(String text, Subject now, LocalDate firstDay) {
        LocalDate asOf = LocalDate.ofEpochDay(now.row().asOf());
        return Subjects.day(text)
                .filter(day -> day.isAfter(firstDay) && day.isBefore(asOf))
                .orElseThrow(() -> Problem.at(
                        Problem.Kind.BAD_PARAMETER,
                        "compareTo",
                        "parameter 'compareTo' is no day after " + firstDay + ", when the log begins, and before "
                                + asOf + ", the as-of; give one such as " + asOf.minusDays(7)));
    }

    /** The shape: what changed, or why it can't be told. */
    static ObjectNode schema() {
        ObjectNode told = ChangeView.schema()
                .with("found", Schema.truth())
                .with("since", Schema.text("the earlier as-of"))
                .with("modelsThen", Schema.list(Schema.object().schema()))
                .with("note", Schema.text("what to read it with; empty for nothing"))
                .schema();
        ObjectNode untold = Schema.object()
                .with("found", Schema.truth())
                .with("since", Schema.text("the earlier as-of"))
                .with("reason", Schema.text("why it can't be told"))
                .schema();
        ObjectNode either = Json.object();
        either.putArray("oneOf").add(told).add(untold);
        return either;
    }
}
