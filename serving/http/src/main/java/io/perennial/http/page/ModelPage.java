package io.perennial.http.page;

import io.perennial.http.api.Access;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.drawing.Chart;
import io.perennial.http.model.Difference;
import io.perennial.http.model.Reign;
import io.perennial.http.model.ReignChart;
import io.perennial.http.page.Pages.Sheet;
import io.perennial.http.page.PublishedModels.Version;
import io.perennial.http.serving.Serving;
import io.perennial.scoring.registry.JournalEntry;
import io.perennial.scoring.registry.KillSwitch;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.Standing;
import io.perennial.scoring.registry.VersionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One model: its versions, how good the champion's scores are, who was champion when, how two versions differ. */
public final class ModelPage {

    private final Pages pages;
    private final Serving serving;
    private final PublishedModels models;

    ModelPage(Pages pages, Serving serving) {
        this.pages = pages;
        this.serving = serving;
        this.models = new PublishedModels(serving.registry());
    }

    /**
     * What the page shows.
     *
     * @param standing what the journal says
     * @param versions the newest first
     * @param quality  how good the champion's newest scores are; empty where that is not asked of such a model
     * @param reigns   who was champion when; empty where nobody was
     * @param pair     two versions beside each other
     * @param canKill  whether there is a champion to take away at once, or a kill to finish
     * @param admin    the port on which it can be changed; empty for none
     */
    public record One(
            Frame frame,
            Standing standing,
            List<Version> versions,
            Optional<QualitySection> quality,
            Optional<Chart> reigns,
            Pair pair,
            boolean canKill,
            Optional<Integer> admin) {

        /** What to type to change what serves, a line each; only what would not be refused now. */
        public List<String> commands() {
            List<String> commands = new ArrayList<>();
            candidates().stream()
                    .filter(row -> row.facts().isPresent())
                    .findFirst()
                    .ifPresent(newest -> commands.add(command("promote", " " + newest.version())));
            if (canRollBack()) {
                commands.add(command("rollback", ""));
            }
            if (canKill) {
                commands.add(command("kill", ""));
            }
            return commands;
        }

        private String command(String change, String version) {
            return "perennial models " + change + " " + standing.name() + version + " --registry DIR --why \"...\"";
        }

        /** Whether the reader may change it, here. */
        public boolean canChange() {
            return isWhereItChanges() && frame.visit().request().caller().may(Access.ADMIN);
        }

        /** Whether it is changed on this port. */
        public boolean isWhereItChanges() {
            return frame.side() == Side.ADMIN;
        }

        /** Versions that could be promoted. */
        public List<Version> candidates() {
            return versions.stream()
                    .filter(row -> row.state() != VersionState.CHAMPION && row.state() != VersionState.RETIRED)
                    .toList();
        }

        /** Whether a champion before this one can be brought back. */
        public boolean canRollBack() {
            return standing.champion().isPresent() && standing.predecessor().isPresent();
        }

        /** What was done last. */
        public JournalEntry last() {
            return standing.entries().get(standing.head() - 1);
        }
    }

    /**
     * Two versions to compare.
     *
     * @param one      the first
     * @param other    the second: the champion where none was named
     * @param compared how they differ, where that was asked
     */
    public record Pair(int one, int other, Optional<Difference> compared) {}

    Route route() {
        return pages.route(
                Route.get(
                                "/models/{name}",
                                Access.ANY_KEY,
                                "modelPage",
                                "One model, as a page: versions, live quality, who was champion when, two versions compared.")
                        .taking(
                                PublishedModels.NAME,
                                Route.Parameter.query("one", "a version", Schema.text("number")),
                                Route.Parameter.query("other", "a version to compare", Schema.text("number")))
                        .refusing(Kind.UNKNOWN_MODEL),
                this::page);
    }

    private Sheet page(Visit visit) {
        Standing standing = models.standing(visit.request());
        Frame frame =
                pages.frame(visit, "models.title", Optional.of(Place.MODELS)).titled(standing.name());
        List<Reign> reigns = Reign.of(standing);
        return new Sheet(
                "page/model.jte",
                new One(
                        frame,
                        standing,
                        models.versions(standing),
                        quality(visit, standing),
                        reigns.isEmpty()
                                ? Optional.empty()
                                : Optional.of(ReignChart.of(
                                        frame.words(), reigns, serving.clock().instant())),
                        pair(frame, standing),
                        KillSwitch.isOf(serving.registry().changes(standing.name())),
                        serving.config().admin().map(admin -> admin.port())));
    }

    /** The versions of the address, else the champion and the newest beside it. */
    private Pair pair(Frame frame, Standing standing) {
        Request request = frame.visit().request();
        List<Integer> versions = standing.versions();
        int newest = versions.get(versions.size() - 1);
        int other =
                PublishedModels.version(request, "other", standing.champion().orElse(newest), standing);
        int before = other == newest && versions.size() > 1 ? versions.get(versions.size() - 2) : newest;
        int one = PublishedModels.version(request, "one", before, standing);
        return new Pair(
                one,
                other,
                request.query("one")
                        .map(asked -> Difference.of(
                                frame.numbers(), models.manifest(standing, one), models.manifest(standing, other))));
    }

    private Optional<QualitySection> quality(Visit visit, Standing standing) {
        OptionalInt champion = standing.champion();
        try {
            return champion.isEmpty()
                    ? Optional.empty()
                    : QualitySection.of(visit, serving, models.files(standing, champion.getAsInt()));
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }
}
