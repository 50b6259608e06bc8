package io.perennial.http.routes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.decision.Feedback;
import io.perennial.http.serving.Serving;
import io.perennial.http.serving.Traces;
import java.util.Arrays;
import java.util.List;

/** What people say of predictions, kept beside them. */
record FeedbackRoutes(Serving serving) {

    List<Route> routes() {
        return List.of(Route.post(
                        "/v1/trace/{prediction}/feedback",
                        Access.EXPLAIN,
                        "giveFeedback",
                        "Keeps what a person says of a prediction: that a reason is wrong, or that the user was contacted already.")
                .taking(Route.Parameter.path("prediction", "id that an answer carried", Schema.text("id")))
                .body(body().closed())
                .answering(feedback())
                .refusing(Kind.UNKNOWN_PREDICTION, Kind.NOT_READY)
                .by(this::keep));
    }

    /** What is sent, over HTTP and by the form of pages. */
    static Schema.Members body() {
        return Schema.object()
                .with("kind", Schema.oneOf(Feedback.Kind.SAID))
                .optional("reason", Schema.text("code of the reason it is about, such as RC-SILENCE_DAYS-UP"))
                .optional("text", Schema.text("in the person's own words", Feedback.LONGEST_TEXT));
    }

    /** The JSON Schema of one feedback. */
    static ObjectNode feedback() {
        return Schema.object()
                .with("at", Schema.text("instant"))
                .with("predictionId", Schema.text("id; empty where it is of the user alone"))
                .with("models", Schema.list(Schema.text("name@version")))
                .with(
                        "kind",
                        Schema.oneOf(Arrays.stream(Feedback.Kind.values())
                                .map(Feedback.Kind::id)
                                .toList()))
                .with("reason", Schema.text("code of the reason; empty for none"))
                .with("text", Schema.text("in the person's own words; may be empty", Feedback.LONGEST_TEXT))
                .with("by", Schema.text("who, as journals call them"))
                .schema();
    }

    private Answer keep(Request request) {
        return Answer.json(new Traces(serving)
                .keep(request.path("prediction"), request.json(), request.caller())
                .json());
    }
}
