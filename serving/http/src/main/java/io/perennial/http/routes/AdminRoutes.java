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
import io.perennial.scoring.registry.Changes;
import io.perennial.scoring.registry.KillSwitch;
import io.perennial.scoring.registry.Standing;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes to what serves, on a port of their own. Each is an entry of the model's journal that names the caller, and
 * holds in this server when the answer arrives; other servers follow at their next look.
 */
final class AdminRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(AdminRoutes.class);
    private static final int LAST_VERSION = 999_999_999;

    /** The version the caller takes to be champion; where it is another, nothing is changed. */
    private static final String EXPECTED = "expectedChampion";

    private final Serving serving;

    AdminRoutes(Serving serving) {
        this.serving = serving;
    }

    /** One change to a model, by what the request says. */
    @FunctionalInterface
    private interface Change {
        Standing make(Changes changes, Fields body);
    }

    List<Route> routes() {
        return List.of(
                withVersion(
                        "promote",
                        "Makes a version champion, after reading every file of it.",
                        (changes, body) -> changes.promote(version(body), why(body))),
                withVersion(
                        "challenge",
                        "Has a version tried beside the champion.",
                        (changes, body) -> changes.challenge(version(body), why(body))),
                withReason(
                        "dismiss", "Ends the trial of the challenger.", (changes, body) -> changes.dismiss(why(body))),
                withReason(
                        "rollback",
                        "Brings the champion before this one back.",
                        (changes, body) -> changes.rollback(why(body))),
                withReason(
                        "kill",
                        "Takes the champion away at once: the one before it answers, else a naive rule, else nothing.",
                        (changes, body) -> KillSwitch.kill(changes, why(body))));
    }

    private Route withVersion(String verb, String summary, Change change) {
        return route(
                verb,
                summary,
                Schema.object().with("version", Schema.integer(1, LAST_VERSION)),
                Set.of("version", EXPECTED, "why"),
                change);
    }

    private Route withReason(String verb, String summary, Change change) {
        return route(verb, summary, Schema.object(), Set.of(EXPECTED, "why"), change);
    }

    private Route route(String verb, String summary, Schema.Members body, Set<String> fields, Change change) {
        ObjectNode answer = Schema.object()
                .with("name", Schema.text("model"))
                .with("answering", Schema.list(Schema.text("name@version")))
                .with("ready", Schema.truth())
                .with("millis", Schema.integer(0, Integer.MAX_VALUE))
                .schema();
        return new Route(
                Route.Method.POST,
                "/v1/registry/{name}/" + verb,
                Access.ADMIN,
                verb,
                summary,
                List.of(new Route.Parameter("name", true, "model, such as churn", Schema.text("name"))),
                Optional.of(body.optional(EXPECTED, Schema.integer(1, LAST_VERSION))
                        .optional("why", Schema.text("reason kept in the journal"))
                        .closed()),
                "application/json",
                Optional.of(answer),
                List.of(Kind.UNKNOWN_MODEL, Kind.CONFLICT, Kind.DAMAGED),
                request -> change(request, verb, fields, change));
    }

    private Answer change(Request request, String verb, Set<String> fields, Change change) {
        long started = System.nanoTime();
        String name = RegistryRoutes.known(serving.registry(), request.path("name"));
        Fields body = request.json().only(fields);
        Standing changed = change.make(changes(request, name, body), body);
        serving.live().follow(changed);
        long millis = (System.nanoTime() - started) / 1_000_000;
        LOG.warn("{} of {} by {} took {} ms", verb, name, request.caller().id(), millis);
        return Answer.json(answer(changed).put("millis", millis));
    }

    private Changes changes(Request request, String name, Fields body) {
        Changes changes = serving.registry().as(request.caller().id()).changes(name);
        int expected = body.integer(EXPECTED, 0, 1, LAST_VERSION);
        return expected == 0 ? changes : changes.expecting(expected);
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

    private static String why(Fields body) {
        return body.optionalText("why").orElse("");
    }
}
