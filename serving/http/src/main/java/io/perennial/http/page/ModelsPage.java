package io.perennial.http.page;

import io.perennial.http.api.Access;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.drawing.Chart;
import io.perennial.http.live.Refusal;
import io.perennial.http.live.ServingState;
import io.perennial.http.model.CardText;
import io.perennial.http.model.Difference;
import io.perennial.http.model.Reign;
import io.perennial.http.model.ReignChart;
import io.perennial.http.page.Pages.Sheet;
import io.perennial.http.report.Evaluation;
import io.perennial.http.report.JudgedText;
import io.perennial.http.report.Report.Judged;
import io.perennial.http.routes.Serving;
import io.perennial.scoring.registry.Manifest;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.Standing;
import io.perennial.scoring.registry.VersionFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The models: which versions there are, how good they are, who was champion when, how two of them differ. */
public final class ModelsPage {

    private static final String CARD = "card.md";
    private static final String MODEL = "model.bin";

    private final Pages pages;
    private final Serving serving;

    ModelsPage(Pages pages, Serving serving) {
        this.pages = pages;
        this.serving = serving;
    }

    /**
     * What the page of all models shows.
     *
     * @param rows     the models
     * @param refusals what is published and may not answer
     */
    public record All(Frame frame, List<Row> rows, List<Refusal> refusals) {}

    /**
     * One model among all.
     *
     * @param name     its name
     * @param champion its champion; empty where there is none
     * @param answers  whether the champion is what answers now
     * @param facts    what the champion states
     * @param versions how many versions there are
     * @param fault    why it can't be read
     */
    public record Row(
            String name,
            Optional<Integer> champion,
            boolean answers,
            Optional<Manifest> facts,
            int versions,
            Optional<String> fault) {}

    /**
     * What the page of one model shows.
     *
     * @param standing what the journal says
     * @param versions the newest first
     * @param reigns   who was champion when; empty where nobody was
     * @param compared two versions beside each other, where two were asked for
     * @param one      the first of them
     * @param other    the second
     * @param admin    the port on which it can be changed over HTTP; empty for none
     */
    public record One(
            Frame frame,
            Standing standing,
            List<VersionRow> versions,
            Optional<Chart> reigns,
            Optional<Difference> compared,
            int one,
            int other,
            Optional<Integer> admin) {

        /** What to type to promote or roll back. */
        public String commands() {
            return "perennial models promote " + standing.name() + " " + other + " --registry DIR --why \"...\"\n"
                    + "perennial models rollback " + standing.name() + " --registry DIR --why \"...\"";
        }
    }

    /** A version in the list of a model. */
    public record VersionRow(int version, String state, String published, Optional<Manifest> facts) {}

    /**
     * What the page of one version shows.
     *
     * @param files    what it holds
     * @param state    champion, challenger, retired or published
     * @param card     its card
     * @param judged   how it and its rivals were judged; empty where the version was published without
     * @param text     how judgements are said
     */
    public record OneVersion(
            Frame frame,
            VersionFiles files,
            String state,
            List<CardText.Block> card,
            Optional<Judged> judged,
            JudgedText text) {

        /** SHA-256 of the model's file. */
        public String modelHash() {
            return files.has(MODEL) ? files.stamp(MODEL).sha256() : "";
        }

        /** Its figures, with their intervals. */
        public List<Difference.Measured> figures() {
            return Difference.of(frame.numbers(), files.manifest(), files.manifest())
                    .figures();
        }
    }

    List<Route> routes() {
        Route.Parameter name = new Route.Parameter("name", true, "model, such as churn", Schema.text("name"));
        Route.Parameter number = new Route.Parameter("version", true, "number of the version", Schema.text("number"));
        return List.of(
                pages.route(
                        Place.MODELS.path(),
                        Access.ANY_KEY,
                        "modelsPage",
                        "All models and what answers, as a page.",
                        List.of(),
                        this::all),
                pages.route(
                        "/models/{name}",
                        Access.ANY_KEY,
                        "modelPage",
                        "One model, as a page: versions, who was champion when, two versions compared.",
                        List.of(
                                name,
                                new Route.Parameter("one", false, "a version", Schema.text("number")),
                                new Route.Parameter("other", false, "a version to compare", Schema.text("number"))),
                        this::one),
                pages.route(
                        "/models/{name}/versions/{version}",
                        Access.ANY_KEY,
                        "versionPage",
                        "One version, as a page: its card, how good it is, where it came from.",
                        List.of(name, number),
                        this::version));
    }

    private Sheet all(Visit visit) {
        ServingState state = serving.live().state();
        List<Row> rows = serving.registry().names().stream()
                .map(name -> row(name, state))
                .toList();
        return new Sheet(
                "page/models.jte",
                new All(pages.frame(visit, "models.title", Optional.of(Place.MODELS)), rows, state.refusals()));
    }

    private Row row(String name, ServingState state) {
        try {
            Standing standing = serving.registry().standing(name);
            Optional<Integer> champion = standing.champion().stream().boxed().findFirst();
            boolean answers = champion.isPresent() && answers(state, name, champion.get());
            return new Row(
                    name,
                    champion,
                    answers,
                    champion.map(version ->
                            serving.registry().open(standing, version).manifest()),
                    standing.versions().size(),
                    Optional.empty());
        } catch (RegistryException e) {
            return new Row(name, Optional.empty(), false, Optional.empty(), 0, Optional.of(e.getMessage()));
        }
    }

    private static boolean answers(ServingState state, String name, int version) {
        return state.models().stream()
                        .anyMatch(model ->
                                model.id().name().equals(name) && model.id().version() == version)
                || state.population()
                        .filter(served ->
                                served.id().name().equals(name) && served.id().version() == version)
                        .isPresent();
    }

    private Sheet one(Visit visit) {
        Standing standing = standing(visit.request());
        Frame frame = frame(visit, standing.name());
        List<Reign> reigns = Reign.of(standing);
        List<VersionRow> versions = versions(standing);
        int newest = versions.get(0).version();
        int other = number(visit.request(), "other", standing.champion().orElse(newest), standing);
        int before = versions.stream()
                .map(VersionRow::version)
                .filter(version -> version != other)
                .findFirst()
                .orElse(other);
        int one = number(visit.request(), "one", before, standing);
        return new Sheet(
                "page/model.jte",
                new One(
                        frame,
                        standing,
                        versions,
                        reigns.isEmpty()
                                ? Optional.empty()
                                : Optional.of(ReignChart.of(
                                        frame.words(), reigns, serving.clock().instant())),
                        visit.request().query("one").isPresent()
                                ? Optional.of(Difference.of(
                                        frame.numbers(), manifest(standing, one), manifest(standing, other)))
                                : Optional.empty(),
                        one,
                        other,
                        serving.config().admin().map(admin -> admin.port())));
    }

    private List<VersionRow> versions(Standing standing) {
        List<VersionRow> rows = new ArrayList<>();
        for (int version : standing.versions()) {
            rows.add(new VersionRow(
                    version,
                    state(standing, version),
                    standing.publication(version)
                            .map(entry -> ReignChart.minute(entry.at()))
                            .orElse(""),
                    readable(standing, version)));
        }
        Collections.reverse(rows);
        return rows;
    }

    /** What a version states; empty where it can't be read any more, which takes no other from the list. */
    private Optional<Manifest> readable(Standing standing, int version) {
        try {
            return Optional.of(manifest(standing, version));
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }

    private Manifest manifest(Standing standing, int version) {
        return serving.registry().open(standing, version).manifest();
    }

    private Sheet version(Visit visit) {
        Standing standing = standing(visit.request());
        int version = number(visit.request().path("version"), "version", standing);
        VersionFiles files = serving.registry().open(standing, version);
        Frame frame = frame(visit, standing.name() + " " + version);
        return new Sheet(
                "page/version.jte",
                new OneVersion(
                        frame,
                        files,
                        state(standing, version),
                        files.has(CARD)
                                ? CardText.blocks(new String(files.bytes(CARD), StandardCharsets.UTF_8))
                                : List.of(),
                        Evaluation.of(files),
                        new JudgedText(frame.words(), frame.numbers(), frame.labels())));
    }

    private Standing standing(Request request) {
        Registry registry = serving.registry();
        String name = request.path("name");
        if (!registry.names().contains(name)) {
            throw Problem.of(
                    Problem.Kind.UNKNOWN_MODEL,
                    "no model is called '" + Request.shown(name) + "'; there are " + registry.names());
        }
        return registry.standing(name);
    }

    private static int number(Request request, String name, int otherwise, Standing standing) {
        return request.query(name).map(text -> number(text, name, standing)).orElse(otherwise);
    }

    private static int number(String text, String name, Standing standing) {
        if (text.matches("[1-9][0-9]{0,8}") && standing.versions().contains(Integer.parseInt(text))) {
            return Integer.parseInt(text);
        }
        throw Problem.at(
                Problem.Kind.UNKNOWN_MODEL,
                name,
                "model " + standing.name() + " has no version '" + Request.shown(text) + "'; it has "
                        + standing.versions());
    }

    private static String state(Standing standing, int version) {
        if (standing.isRetired(version)) {
            return "retired";
        }
        if (standing.challenger().orElse(0) == version) {
            return "challenger";
        }
        if (standing.champion().orElse(0) == version) {
            return "champion";
        }
        return standing.isTakenBack(version) ? "taken_back" : "published";
    }

    private Frame frame(Visit visit, String title) {
        return pages.frame(visit, "models.title", Optional.of(Place.MODELS)).titled(title);
    }
}
