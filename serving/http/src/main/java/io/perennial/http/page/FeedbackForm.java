package io.perennial.http.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.decision.Feedback;
import io.perennial.http.serving.Serving;
import io.perennial.http.serving.Traces;

/** The form by which a person says something of a prediction. */
record FeedbackForm(Serving serving) {

    private static final String TEXT = "text";

    Route route() {
        return Route.post(
                        "/trace/{prediction}/feedback",
                        Access.EXPLAIN,
                        "sayFeedback",
                        "Keeps what a person says of a prediction, as pages offer it.")
                .taking(Route.Parameter.path("prediction", "id that an answer carried", Schema.text("id")))
                .body(
                        Schema.object()
                                .with(FeedbackSection.WHAT, Schema.text("kind, and after a blank the code of a reason"))
                                .optional(TEXT, Schema.text("in the person's own words", Feedback.LONGEST_TEXT))
                                .optional("to", Schema.text("path to go to afterwards"))
                                .schema(),
                        Form.TYPE)
                .answering(Route.PAGE)
                .refusing(Kind.UNKNOWN_PREDICTION, Kind.NOT_READY)
                .by(this::keep);
    }

    private Answer keep(Request request) {
        Form form = Form.of(request);
        String[] what = form.text(FeedbackSection.WHAT).split(" ", 2);
        ObjectNode said = Json.object().put("kind", what[0]).put(TEXT, form.text(TEXT));
        if (what.length > 1) {
            said.put("reason", what[1]);
        }
        try {
            new Traces(serving).keep(request.path("prediction"), Fields.of(said), request.caller());
        } catch (Problem refused) {
            throw refused.backTo(form.next());
        }
        return Answer.elsewhere(form.next());
    }
}
