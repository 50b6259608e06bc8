package io.perennial.http.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.answer.RegistryView;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.serving.ModelChange;
import io.perennial.http.serving.ModelChanges;
import io.perennial.http.serving.Serving;
import io.perennial.scoring.registry.Expected;
import io.perennial.scoring.registry.Standing;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Changes to what serves, on a port of their own. Each is an entry of the model's journal that names the caller, and
 * holds in this server when the answer arrives; other servers follow at their next look.
 */
final class AdminRoutes {

    private static final int LAST_VERSION = 999_999_999;

    /** The version the caller takes to be champion, 0 for nobody; where it is another, nothing is changed. */
    private static final String EXPECTED = "expectedChampion";

    private static final String WHY = "why";

    private final Serving serving;

    AdminRoutes(Serving serving) {
        this.serving = serving;
    }

    List<Route> routes() {
        return Arrays.stream(ModelChange.values()).map(this::route).toList();
    }

    private Route route(ModelChange change) {
        ObjectNode answer = Schema.object()
                .with("name", Schema.text("model"))
                .with("answering", Schema.list(Schema.text("name@version")))
                .with("ready", Schema.truth())
                .with("millis", Schema.integer(0, Integer.MAX_VALUE))
                .schema();
        return Route.post("/v1/registry/{name}/" + change.id(), Access.ADMIN, change.id(), change.summary())
                .taking(Route.Parameter.path("name", "model, such as churn", Schema.text("name")))
                .body(body(change)
                        .optional(EXPECTED, Schema.integer(0, LAST_VERSION))
                        .optional(WHY, Schema.text("reason kept in the journal", ModelChanges.LONGEST_WHY))
                        .closed())
                .answering(answer)
                .refusing(Kind.UNKNOWN_MODEL, Kind.CONFLICT, Kind.DAMAGED)
                .by(request -> change(request, change));
    }

    private static Schema.Members body(ModelChange change) {
        return change.takesVersion()
                ? Schema.object().with("version", Schema.integer(1, LAST_VERSION))
                : Schema.object();
    }

    private Answer change(Request request, ModelChange change) {
        ModelChanges.Made made = new ModelChanges(serving).make(order(request, change));
        return Answer.json(answer(made.after()).put("millis", made.millis()));
    }

    private ModelChanges.Order order(Request request, ModelChange change) {
        String name = RegistryRoutes.known(serving.registry(), request.path("name"));
        Fields body =
                request.json().only(change.takesVersion() ? Set.of("version", EXPECTED, WHY) : Set.of(EXPECTED, WHY));
        return new ModelChanges.Order(
                name,
                change,
                change.takesVersion() ? OptionalInt.of(version(body)) : OptionalInt.empty(),
                body.has(EXPECTED) ? Expected.champion(body.integer(EXPECTED, 0, 0, LAST_VERSION)) : Expected.ANYTHING,
                body.optionalText(WHY).orElse(""),
                request.caller());
    }

    private ObjectNode answer(Standing changed) {
        ObjectNode node = RegistryView.head(changed);
        ArrayNode answering = node.putArray("answering");
        serving.live()
                .state()
                .models()
                .forEach(model -> answering.add(model.id().toString()));
        return node.put("ready", serving.live().state().isReady());
    }

    private static int version(Fields body) {
        int version = body.integer("version", 0, 1, LAST_VERSION);
        if (version == 0) {
            throw body.wrong("version", "there; give the number of a published version");
        }
        return version;
    }
}
