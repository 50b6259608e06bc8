package io.perennial.http.page;

import io.perennial.http.api.Access;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.model.CardText;
import io.perennial.http.model.Difference;
import io.perennial.http.page.Pages.Sheet;
import io.perennial.http.report.Evaluation;
import io.perennial.http.report.JudgedText;
import io.perennial.http.report.Report.Judged;
import io.perennial.http.serving.Serving;
import io.perennial.scoring.registry.Standing;
import io.perennial.scoring.registry.VersionFiles;
import io.perennial.scoring.registry.VersionState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** One version: its card, how good it was when it was made and how good it is, where it came from. */
public final class VersionPage {

    private static final String CARD = "card.md";
    private static final String MODEL = "model.bin";

    private final Pages pages;
    private final Serving serving;
    private final ImportanceSection.Known importance = new ImportanceSection.Known();
    private final PublishedModels models;

    VersionPage(Pages pages, Serving serving) {
        this.pages = pages;
        this.serving = serving;
        this.models = new PublishedModels(serving.registry());
    }

    /**
     * What the page shows.
     *
     * @param files   what the version holds
     * @param state   how it stands
     * @param quality how good its newest scores are; empty where that is not asked of such a model
     * @param importance what moves its scores; empty where another version answers, or that can't be told
     * @param card    its card
     * @param judged  how it and its rivals were judged; empty where the version was published without
     * @param text    how judgements are said
     */
    public record OneVersion(
            Frame frame,
            VersionFiles files,
            VersionState state,
            Optional<QualitySection> quality,
            Optional<ImportanceSection> importance,
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

    Route route() {
        return pages.route(
                Route.get(
                                "/models/{name}/versions/{version}",
                                Access.ANY_KEY,
                                "versionPage",
                                "One version, as a page: its card, how good it was and is, where it came from.")
                        .taking(
                                PublishedModels.NAME,
                                Route.Parameter.path("version", "number of the version", Schema.text("number")))
                        .refusing(Kind.UNKNOWN_MODEL),
                this::page);
    }

    private Sheet page(Visit visit) {
        Standing standing = models.standing(visit.request());
        int version = PublishedModels.version(visit.request().path("version"), "version", standing);
        VersionFiles files = models.files(standing, version);
        Frame frame =
                pages.frame(visit, "models.title", Optional.of(Place.MODELS)).titled(standing.name() + " " + version);
        return new Sheet(
                "page/version.jte",
                new OneVersion(
                        frame,
                        files,
                        standing.state(version),
                        QualitySection.of(visit, serving, files),
                        importance.of(frame, serving.live().state(), files),
                        files.has(CARD)
                                ? CardText.blocks(new String(files.bytes(CARD), StandardCharsets.UTF_8))
                                : List.of(),
                        Evaluation.of(files),
                        new JudgedText(frame.words(), frame.numbers(), frame.labels())));
    }
}
