package io.perennial.http.page;

import gg.jte.Content;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.page.Pages.Sheet;
import io.perennial.http.page.PublishedModels.Version;
import io.perennial.http.routes.ModelChange;
import io.perennial.http.routes.ModelChanges;
import io.perennial.http.routes.Serving;
import io.perennial.scoring.registry.KillSwitch;
import io.perennial.scoring.registry.Standing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Changes what serves, by hand: a page says what would change, from which version to which, and a form on it does it, as
 * the routes of the same names do. On the port for changes only.
 */
public final class ChangePage {

    private static final String PATH = "/models/{name}/change";
    private static final String CHANGE = "change";
    private static final String VERSION = "version";
    private static final String EXPECTED = "expected";
    private static final String WHY = "why";
    private static final int LONGEST_WHY = 500;

    private final Pages pages;
    private final Serving serving;
    private final PublishedModels models;

    ChangePage(Pages pages, Serving serving) {
        this.pages = pages;
        this.serving = serving;
        this.models = new PublishedModels(serving.registry());
    }

    /**
     * What the page shows.
     *
     * @param name      the model
     * @param change    what is asked for
     * @param version   of which version; 0 where the change takes none
     * @param champion  who answers now; empty where nobody does
     * @param successor who would answer; empty where nobody would
     * @param tried     whose trial would begin or end; empty where none would
     */
    public record Confirm(
            Frame frame,
            String name,
            ModelChange change,
            int version,
            Optional<Version> champion,
            Optional<Version> successor,
            Optional<Version> tried) {

        /** A text of this change, such as what it does. */
        public String text(String key) {
            return frame.text("model_change." + change.id() + "." + key);
        }

        /** What would change, in a sentence. */
        public Content reading() {
            String key = "model_change." + change.id() + ".reading";
            boolean isAlone = change == ModelChange.KILL ? successor.isEmpty() : champion.isEmpty();
            return frame.say(isAlone ? key + ".alone" : key, frame.plain(name), number(champion), number(subject()));
        }

        /** The version the change is about: whose trial begins or ends, else who would answer. */
        public Optional<Version> subject() {
            return tried.isPresent() ? tried : successor;
        }

        private Content number(Optional<Version> row) {
            return frame.plain(row.map(Version::version).map(String::valueOf).orElse("-"));
        }

        /** The page of the model. */
        public String modelHref() {
            return "/models/" + name;
        }

        /** The page on which both versions are compared; empty where there are no two. */
        public Optional<String> compareHref() {
            return champion.flatMap(now -> subject()
                    .filter(then -> then.version() != now.version())
                    .map(then -> Address.of(modelHref())
                                    .with("one", String.valueOf(now.version()))
                                    .with("other", String.valueOf(then.version()))
                                    .href()
                            + "#compare"));
        }
    }

    List<Route> routes() {
        Route.Parameter change = new Route.Parameter(CHANGE, false, "what to do", Schema.oneOf(ModelChange.ids()));
        Route.Parameter version = new Route.Parameter(VERSION, false, "of which version", Schema.text("number"));
        return List.of(
                pages.route(
                        PATH,
                        Access.ADMIN,
                        "changePage",
                        "What a change to a model would come to, as a page.",
                        List.of(PublishedModels.NAME, change, version),
                        this::confirm),
                form());
    }

    private Route form() {
        return new Route(
                        Route.Method.POST,
                        PATH,
                        Access.ADMIN,
                        "changeModel",
                        "Makes a change to a model, as the page of it said.",
                        List.of(PublishedModels.NAME),
                        Optional.of(Schema.object()
                                .with(CHANGE, Schema.oneOf(ModelChange.ids()))
                                .optional(VERSION, Schema.text("number"))
                                .optional(EXPECTED, Schema.text("the version that is taken to be champion"))
                                .optional(WHY, Schema.text("reason kept in the journal"))
                                .schema()),
                        Route.PAGE,
                        Optional.empty(),
                        List.of(Kind.UNKNOWN_MODEL, Kind.CONFLICT, Kind.DAMAGED),
                        this::make)
                .consuming(Form.TYPE);
    }

    private Sheet confirm(Visit visit) {
        Request request = visit.request();
        Standing standing = models.standing(request);
        ModelChange change = ModelChange.of(request.oneOf(CHANGE, ModelChange.ids()));
        int version = change.takesVersion()
                ? PublishedModels.version(request.query(VERSION).orElse(""), VERSION, standing)
                : 0;
        Frame frame = pages.frame(visit, "model_change." + change.id() + ".title", Optional.of(Place.MODELS));
        return new Sheet(
                "page/confirm.jte",
                new Confirm(
                        frame,
                        standing.name(),
                        change,
                        version,
                        row(standing, standing.champion()),
                        row(standing, successor(standing, change, version)),
                        row(standing, tried(standing, change, version))));
    }

    private Optional<Version> row(Standing standing, OptionalInt version) {
        return version.stream().mapToObj(it -> models.row(standing, it)).findFirst();
    }

    /** Who would answer after a change, or the problem that there is nothing to change. */
    private OptionalInt successor(Standing standing, ModelChange change, int version) {
        return switch (change) {
            case PROMOTE -> OptionalInt.of(version);
            case ROLLBACK -> OptionalInt.of(require(standing, standing.predecessor(), "champion before this one"));
            case KILL -> {
                require(standing, standing.champion(), "champion");
                yield KillSwitch.successor(serving.registry().changes(standing.name())).stream()
                        .flatMapToInt(IntStream::of)
                        .findFirst();
            }
            case CHALLENGE, DISMISS -> standing.champion();
        };
    }

    private static OptionalInt tried(Standing standing, ModelChange change, int version) {
        return switch (change) {
            case CHALLENGE -> OptionalInt.of(version);
            case DISMISS -> OptionalInt.of(require(standing, standing.challenger(), "challenger"));
            case PROMOTE, ROLLBACK, KILL -> OptionalInt.empty();
        };
    }

    private static int require(Standing standing, OptionalInt version, String what) {
        return version.orElseThrow(() -> Problem.of(Kind.CONFLICT, "model " + standing.name() + " has no " + what));
    }

    private Answer make(Request request) {
        Standing standing = models.standing(request);
        Form form = Form.of(request);
        ModelChange change = change(form);
        new ModelChanges(serving)
                .make(new ModelChanges.Order(
                        standing.name(),
                        change,
                        change.takesVersion() ? PublishedModels.version(form.text(VERSION), VERSION, standing) : 0,
                        form.text(EXPECTED).isEmpty()
                                ? ModelChanges.ANY_CHAMPION
                                : PublishedModels.version(form.text(EXPECTED), EXPECTED, standing),
                        why(form),
                        request.caller()));
        return Answer.elsewhere("/models/" + standing.name());
    }

    private static ModelChange change(Form form) {
        String id = form.text(CHANGE);
        if (!ModelChange.ids().contains(id)) {
            throw Problem.at(
                    Kind.BAD_FIELD,
                    CHANGE,
                    "change is '" + Request.shown(id) + "', not one of " + String.join(", ", ModelChange.ids()));
        }
        return ModelChange.of(id);
    }

    private static String why(Form form) {
        String why = form.text(WHY);
        if (why.length() > LONGEST_WHY) {
            throw Problem.at(
                    Kind.BAD_FIELD, WHY, "the reason has " + why.length() + " characters, at most " + LONGEST_WHY);
        }
        return why;
    }
}
