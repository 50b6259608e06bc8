package io.perennial.http.page;

import io.perennial.http.answer.EventReader;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.serving.Contacts;
import io.perennial.http.serving.Serving;

/** The form on a user's page by which a contact is recorded. */
record ContactForm(Serving serving) {

    private static final String ID = "id";

    Route route() {
        return Route.post(
                        "/users/{id}/contact",
                        Access.ANALYST,
                        "contactUser",
                        "Records that a user is contacted, as the user's page offers it.")
                .taking(Route.Parameter.path(ID, "id or alias of the user", Schema.text("id")))
                .body(
                        Schema.object()
                                .with(ID, Schema.text("id of the contact, as the page has it", EventReader.LONGEST_ID))
                                .schema(),
                        Form.TYPE)
                .answering(Route.PAGE)
                .refusing(Kind.UNKNOWN_USER, Kind.CONFLICT, Kind.NOT_READY, Kind.STORE_DOWN)
                .by(this::record);
    }

    private Answer record(Request request) {
        String user = request.path(ID);
        Fields contact = Fields.of(Json.object().put(ID, Form.of(request).text(ID)));
        Address page = Address.ofUser(user);
        try {
            new Contacts(serving).record(user, contact, request.caller());
            return next(page.with(UserPage.RECORDED, "true"));
        } catch (Problem refused) {
            // There the page says why nobody is to contact the user, in the reader's language.
            if (refused.kind() != Kind.NO_CONTACT) {
                throw refused.backTo(page.href());
            }
            return next(page);
        }
    }

    private static Answer next(Address page) {
        return Answer.elsewhere(page.href() + "#action");
    }
}
