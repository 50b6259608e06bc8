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
import io.perennial.http.serving.ModelChange;
import io.perennial.http.serving.ModelChanges;
import io.perennial.http.serving.ModelChanges.Order;
import io.perennial.http.serving.ModelChanges.Outcome;
import io.perennial.http.serving.Serving;
import io.perennial.scoring.registry.Expected;
import io.perennial.scoring.registry.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Changes what serves, by hand: a page says what would change, from which version to which, and a form on it does it, as
 * the routes of the same names do, unless what the page showed is another by then. On the port for changes only.
 */
public final class ModelChangePage {

    private static final String PATH = "/models/{name}/change";
    private static final String CHANGE = "change";
    private static final String VERSION = "version";
    private static final String EXPECTED = "expected";
    private static final String WHY = "why";
    private static final String NOBODY = "0";

    private final Pages pages;
    private final Serving serving;
    private final PublishedModels models;

    ModelChangePage(Pages pages, Serving serving) {
        this.pages = pages;
        this.serving = serving;
        this.models = new PublishedModels(serving.registry());
    }

    /**
     * What the page shows.
     *
     * @param name      the model
     * @param change    what is asked for
     * @param champion  who answers now; empty where nobody does
     * @param successor who would answer; empty where nobody would
     * @param tried     whose trial would begin or end; empty where none would
     */
    public record Confirm(
            Frame frame,
            String name,
            ModelChange change,
            Optional<Version> champion,
            Optional<Version> successor,
            Optional<Version> tried) {

        /** A text of this change, such as what it does. */
        public String text(String key) {
            return frame.text("model_change." + change.id() + "." + key);
        }

        /** What would change, in a sentence. */
        public Content reading() {
            String key = "model_change." + change.id() + ".reading" + special();
            return frame.say(key, frame.plain(name), frame.plain(expected()), frame.plain(version()));
        }

        private String special() {
            if (change == ModelChange.KILL && champion.isEmpty()) {
                return ".unfinished";
            }
            boolean isAlone = change == ModelChange.KILL ? successor.isEmpty() : champion.isEmpty();
            return isAlone ? ".alone" : "";
        }

        /** The champion that is shown, as the form sends it along; 0 for nobody. */
        public String expected() {
            return number(champion);
        }

        /** The version the change is about, as the form sends it along; 0 for nobody. */
        public String version() {
            return number(subject());
        }

        /** The version the change is about: whose trial begins or ends, else who would answer. */
        public Optional<Version> subject() {
            return tried.isPresent() ? tried : successor;
        }

        private static String number(Optional<Version> row) {
            return row.map(Version::version).map(String::valueOf).orElse(NOBODY);
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
        Route.Parameter change = Route.Parameter.query(CHANGE, "what to do", Schema.oneOf(ModelChange.ids()));
        Route.Parameter version = Route.Parameter.query(VERSION, "of which version", Schema.text("number"));
        return List.of(
                pages.route(
                        Route.get(
                                        PATH,
                                        Access.ADMIN,
                                        "changePage",
                                        "What a change to a model would come to, as a page.")
                                .taking(PublishedModels.NAME, change, version),
                        this::confirm),
                form());
    }

    private Route form() {
        return Route.post(PATH, Access.ADMIN, "changeModel", "Makes a change to a model, as the page of it said.")
                .taking(PublishedModels.NAME)
                .body(
                        Schema.object()
                                .with(CHANGE, Schema.oneOf(ModelChange.ids()))
                                .optional(
                                        VERSION,
                                        Schema.text("of which version, or the one the page showed; 0 for nobody"))
                                .optional(
                                        EXPECTED, Schema.text("the version that is taken to be champion; 0 for nobody"))
                                .optional(WHY, Schema.text("reason kept in the journal", ModelChanges.LONGEST_WHY))
                                .schema(),
                        Form.TYPE)
                .answering(Route.PAGE)
                .refusing(Kind.UNKNOWN_MODEL, Kind.CONFLICT, Kind.DAMAGED)
                .by(this::make);
    }

    private Sheet confirm(Visit visit) {
        Request request = visit.request();
        Standing standing = models.standing(request);
        ModelChange change = change(request.query(CHANGE).orElse(""), Kind.BAD_PARAMETER);
        Form asked = new Form(Map.of(VERSION, request.query(VERSION).orElse("")));
        Outcome outcome = new ModelChanges(serving).rehearse(order(request, standing, change, asked));
        Frame frame = pages.frame(visit, "model_change." + change.id() + ".title", Optional.of(Place.MODELS));
        return new Sheet("page/confirm.jte", confirm(frame, change, outcome));
    }

    private Confirm confirm(Frame frame, ModelChange change, Outcome outcome) {
        Standing now = outcome.before();
        OptionalInt tried =
                switch (change) {
                    case CHALLENGE -> outcome.after().challenger();
                    case DISMISS -> now.challenger();
                    case PROMOTE, ROLLBACK, KILL -> OptionalInt.empty();
                };
        return new Confirm(
                frame,
                now.name(),
                change,
                row(now, now.champion()),
                row(now, outcome.after().champion()),
                row(now, tried));
    }

    private Optional<Version> row(Standing standing, OptionalInt version) {
        return version.stream().mapToObj(it -> models.row(standing, it)).findFirst();
    }

    private Answer make(Request request) {
        Standing standing = models.standing(request);
        Form form = Form.of(request);
        ModelChange change = change(form.text(CHANGE), Kind.BAD_FIELD);
        new ModelChanges(serving).make(order(request, standing, change, form));
        return Answer.elsewhere("/models/" + standing.name());
    }

    private static ModelChange change(String id, Kind kind) {
        if (!ModelChange.ids().contains(id)) {
            throw Problem.at(
                    kind,
                    CHANGE,
                    "change is '" + Request.shown(id) + "', not one of " + String.join(", ", ModelChange.ids()));
        }
        return ModelChange.of(id);
    }

    /** The version is what to promote or to try, and for the other changes what the page showed they are about. */
    private static Order order(Request request, Standing standing, ModelChange change, Form form) {
        String version = form.text(VERSION);
        OptionalInt champion = shown(form.text(EXPECTED), EXPECTED, standing);
        String why = form.text(WHY);
        if (change.takesVersion()) {
            OptionalInt target = OptionalInt.of(PublishedModels.version(version, VERSION, standing));
            Expected expected = new Expected(champion, OptionalInt.empty());
            return new Order(standing.name(), change, target, expected, why, request.caller());
        }
        Expected expected = new Expected(champion, shown(version, VERSION, standing));
        return new Order(standing.name(), change, OptionalInt.empty(), expected, why, request.caller());
    }

    /** The version a page showed, 0 where it showed nobody; empty where nothing is said of one. */
    private static OptionalInt shown(String text, String field, Standing standing) {
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(text.equals(NOBODY) ? 0 : PublishedModels.version(text, field, standing));
    }
}
