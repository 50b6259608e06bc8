package io.perennial.http.page;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.profile.Risk;
import io.perennial.http.api.Access;
import io.perennial.http.api.Problem;
import io.perennial.http.drawing.Chart;
import io.perennial.http.live.ServingState;
import io.perennial.http.quality.AreaInterval;
import io.perennial.http.quality.Drift;
import io.perennial.http.quality.DriftCourse;
import io.perennial.http.quality.LiveQuality;
import io.perennial.http.quality.QualityCheck;
import io.perennial.http.report.JudgedText;
import io.perennial.http.report.Report.Calibration;
import io.perennial.http.serving.Serving;
import io.perennial.http.serving.Traces;
import io.perennial.http.store.StoreException;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.model.ModelLoader;
import io.perennial.scoring.model.ModelRefusedException;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.VersionFiles;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * How good the newest scores of a version are, as {@code GET /v1/quality} tells it of the champion, on the pages of models.
 *
 * @param quality what is known; empty where nothing can be told
 * @param course  drift by day; empty where {@code quality} is
 * @param wrong   how often a reason of the version was called wrong
 * @param why     key of the text that says why not; empty where it can
 */
public record QualitySection(Optional<LiveQuality> quality, Optional<DriftCourse> course, int wrong, String why) {

    private static final int MOVED_MOST = 8;
    private static final int DAYS = 30;

    /** A section that says only why there is nothing to tell. */
    private static QualitySection untold(String why) {
        return new QualitySection(Optional.empty(), Optional.empty(), 0, why);
    }

    /**
     * The section of a version; empty for whom {@code /v1/quality} would refuse, and for models that give no churn
     * probabilities.
     */
    static Optional<QualitySection> of(Visit visit, Serving serving, VersionFiles files) {
        ServingState state = serving.live().state();
        boolean isChurn = state.scorer()
                .map(scorer -> scorer.churn().id().name().equals(files.name()))
                .orElse(false);
        return isChurn && visit.request().caller().may(Access.ANALYST)
                ? Optional.of(told(serving, state, files))
                : Optional.empty();
    }

    private static QualitySection told(Serving serving, ServingState state, VersionFiles files) {
        Optional<QualityCheck> check = serving.quality();
        LoadedModel answering = state.requireScorer().churn();
        if (check.isEmpty()) {
            return untold("live.off");
        }
        if (!(answering.schema() instanceof FeatureSchema schema)) {
            return untold("live.table");
        }
        if (!files.manifest().facts().fingerprint().equals(schema.fingerprint())) {
            return untold("live.other_schema");
        }
        try {
            ModelId id = new ModelId(files.name(), files.version(), files.digest());
            return new QualitySection(
                    Optional.of(check.get().of(id, () -> ModelLoader.references(files), schema, state.population())),
                    Optional.of(check.get()
                            .course(
                                    id,
                                    Math.min(DAYS, serving.config().decisions().driftDays()))),
                    new Traces(serving).log().feedback().wrongReasons(id.toString()),
                    "");
        } catch (RegistryException | ModelRefusedException e) {
            return untold("live.damaged");
        } catch (UncheckedIOException e) {
            return untold("live.log_unreadable");
        } catch (Problem | StoreException busy) {
            return untold("live.busy");
        }
    }

    /** Days on which scores were counted, the newest first. */
    public List<DriftCourse.Day> countedDays() {
        return course.stream()
                .flatMap(known -> known.days().stream())
                .filter(one -> one.moves().scores() > 0)
                .toList();
    }

    /** What is known. */
    public LiveQuality known() {
        return quality.orElseThrow();
    }

    /** Key of the text that holds the realised area against the one to expect of the very same scores. */
    public String verdict() {
        AreaInterval interval = known().interval();
        return interval.holds(known().expected())
                ? "live.realised.holds"
                : interval.high() < known().expected() ? "live.realised.below" : "live.realised.above";
    }

    /** Probabilities against what came of them; empty while too few outcomes are known. */
    public Optional<Chart> calibration(Frame frame) {
        List<Calibration> bins = known().calibration().stream()
                .map(bin -> new Calibration(bin.told(), bin.cameTrue(), bin.users()))
                .toList();
        return known().hasEnoughOutcomes()
                ? Optional.of(new JudgedText(frame.words(), frame.numbers(), frame.labels())
                        .calibrationOfShares("calibration-live", bins))
                : Optional.empty();
    }

    /** The features that moved most, of those of which enough is known. */
    public List<Drift> movedMost() {
        return sorted().stream().limit(MOVED_MOST).toList();
    }

    /** All other features. */
    public List<Drift> others() {
        return sorted().stream().skip(MOVED_MOST).toList();
    }

    private List<Drift> sorted() {
        return known().features().stream().sorted(Drift.KNOWN_FIRST).toList();
    }

    /** The colour of a level, which has its own shape besides its word. */
    public static Risk risk(Drift.Level level) {
        return switch (level) {
            case FAR -> Risk.RED;
            case GONE, MOVED -> Risk.AMBER;
            case STEADY -> Risk.GREEN;
            case FEW, UNKNOWN -> Risk.NONE;
        };
    }
}
