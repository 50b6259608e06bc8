package io.perennial.http.routes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.answer.Advice;
import io.perennial.http.answer.EventReader;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.serving.Contacts;
import io.perennial.http.serving.Serving;
import java.util.List;

/** A contact, recorded where the user may be contacted, and refused where not. */
record ContactRoutes(Serving serving) {

    List<Route> routes() {
        return List.of(Route.post(
                        "/v1/users/{id}/contacts",
                        Access.SCORE,
                        "recordContact",
                        "Records that a user is contacted, as an event of kind touch; refused where the user is not to be.")
                .taking(Route.Parameter.path("id", "id or alias of the user", Schema.text("id")))
                .optionalBody(Schema.object()
                        .optional("at", Schema.text("instant; where not given, today"))
                        .optional("channel", Schema.text("how the user is contacted"))
                        .optional(
                                "id",
                                Schema.text(
                                        "id of the contact; where not given, one a day and channel counts",
                                        EventReader.LONGEST_ID))
                        .closed())
                .answering(Schema.object()
                        .with("user", Schema.text("id"))
                        .with(
                                "at",
                                Schema.text(
                                        "instant; of a duplicate without an id as it was sent, only its day is kept"))
                        .with("outcome", Schema.oneOf(List.of("accepted", "duplicate")))
                        .with("contact", Advice.schema())
                        .schema())
                .refusing(
                        Kind.UNKNOWN_USER,
                        Kind.NO_CONTACT,
                        Kind.CONFLICT,
                        Kind.ERASED_USER,
                        Kind.NOT_READY,
                        Kind.DAMAGED,
                        Kind.WITHHELD,
                        Kind.STORE_DOWN,
                        Kind.BUSY)
                .by(this::record));
    }

    private Answer record(Request request) {
        Fields contact = request.body().length == 0 ? Fields.of(Json.object()) : request.json();
        Contacts.Made made = new Contacts(serving).record(request.path("id"), contact, request.caller());
        ObjectNode node = Json.object()
                .put("user", made.event().user())
                .put("at", made.event().at().toString())
                .put("outcome", made.isAgain() ? "duplicate" : "accepted");
        node.set("contact", made.advice().json());
        return Answer.json(node);
    }
}
