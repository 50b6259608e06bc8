package io.perennial.http.page;

import io.perennial.http.api.Access;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.decision.Decision;
import io.perennial.http.decision.Feedback;
import io.perennial.http.decision.Replay;
import io.perennial.http.model.ReignChart;
import io.perennial.http.page.Pages.Sheet;
import io.perennial.http.serving.ExplainPool;
import io.perennial.http.serving.Serving;
import io.perennial.http.serving.Traces;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.model.ModelRefusedException;
import io.perennial.scoring.registry.Manifest;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.VersionFiles;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The trace of a prediction: its inputs, the versions, the answers that were given, and the same answers made again. */
public final class TracePage {

    private static final String MODEL = "model.bin";
    private static final String YES = "yes";

    private final Pages pages;
    private final Serving serving;
    private final ExplainPool pool;

    TracePage(Pages pages, Serving serving, ExplainPool pool) {
        this.pages = pages;
        this.serving = serving;
        this.pool = pool;
    }

    /**
     * What the page shows.
     *
     * @param decision the newest answer
     * @param versions the versions that answered
     * @param answers  the different answers, the newest first
     * @param replayed whether they were made again
     * @param features names and values of what it saw
     * @param feedback what people said of it; empty in a copy that is handed on
     */
    public record Model(
            Frame frame,
            Decision decision,
            List<Version> versions,
            List<Given> answers,
            boolean replayed,
            List<SeenFeature> features,
            Optional<FeedbackSection> feedback) {

        /** The day it speaks for. */
        public String asOf() {
            return LocalDate.ofEpochDay(decision.subject().row().asOf()).toString();
        }

        /** Whether every answer was made again to the same bytes. */
        public boolean isEqual() {
            return answers.stream()
                    .allMatch(given ->
                            given.remade().filter(given.digest()::equals).isPresent());
        }
    }

    /**
     * A version that answered.
     *
     * @param id       name, number and digest of the manifest
     * @param file     SHA-256 of the model's file; empty where the version is gone
     * @param manifest what it states
     */
    public record Version(ModelId id, String file, Optional<Manifest> manifest) {

        /** Its page. */
        public String href() {
            return Address.ofVersion(id).href();
        }
    }

    /**
     * An answer that was given.
     *
     * @param remade digest of the answer made again; empty where that was not asked for or can't be done
     * @param reason why it can't be made again; empty where it can
     */
    public record Given(String at, String kind, String digest, Optional<String> remade, String reason) {}

    List<Route> routes() {
        return List.of(pages.route(
                Route.get(
                                "/trace/{prediction}",
                                Access.EXPLAIN,
                                "tracePage",
                                "What a prediction was made from, as a page, and the same answers made again.")
                        .taking(
                                Route.Parameter.path("prediction", "id that an answer carried", Schema.text("id")),
                                Route.Parameter.query(
                                        "replay",
                                        "whether to make the answers again",
                                        Schema.oneOf(List.of("no", YES))))
                        .refusing(Kind.UNKNOWN_PREDICTION),
                this::sheet));
    }

    private Sheet sheet(Visit visit) {
        Traces traces = new Traces(serving);
        // Read before: a disk that hangs must not hold the threads that explain.
        List<Decision> decisions = traces.decisions(visit.request().path("prediction"));
        List<Feedback> said =
                traces.log().feedback().ofPrediction(decisions.get(0).predictionId());
        return pool.run(() -> page(visit, decisions, said));
    }

    private Sheet page(Visit visit, List<Decision> decisions, List<Feedback> said) {
        boolean replayed = visit.request().oneOf("replay", List.of("no", YES)).equals(YES);
        Replay replay = new Replay(serving.live().past());
        Decision newest = decisions.get(0);
        Frame frame = pages.frame(visit, "trace.title", Optional.empty());
        return new Sheet(
                "page/trace.jte",
                new Model(
                        frame,
                        newest,
                        newest.models().stream().map(this::version).toList(),
                        answers(decisions, replayed ? Optional.of(replay) : Optional.empty()),
                        replayed,
                        SeenFeature.of(frame, newest.subject().row().features(), replay.schema(newest)),
                        FeedbackSection.of(frame, newest.predictionId(), List.of(), Optional.of(said))));
    }

    private Version version(ModelId id) {
        try {
            VersionFiles files = serving.registry().open(id.name(), id.version());
            boolean isIt = files.digest().equals(id.digest());
            return isIt
                    ? new Version(id, files.stamp(MODEL).sha256(), Optional.of(files.manifest()))
                    : new Version(id, "", Optional.empty());
        } catch (RegistryException e) {
            return new Version(id, "", Optional.empty());
        }
    }

    private static List<Given> answers(List<Decision> decisions, Optional<Replay> replay) {
        Map<String, Decision> different = new LinkedHashMap<>();
        decisions.forEach(decision -> different.putIfAbsent(decision.digest(), decision));
        return different.values().stream()
                .map(decision -> given(decision, replay))
                .toList();
    }

    private static Given given(Decision decision, Optional<Replay> replay) {
        String at = ReignChart.minute(decision.at());
        String kind = decision.question().kind().id();
        try {
            return new Given(
                    at,
                    kind,
                    decision.digest(),
                    replay.map(again -> again.of(decision).digest()),
                    "");
        } catch (RegistryException | ModelRefusedException | IllegalArgumentException e) {
            return new Given(at, kind, decision.digest(), Optional.empty(), e.getMessage());
        }
    }
}
