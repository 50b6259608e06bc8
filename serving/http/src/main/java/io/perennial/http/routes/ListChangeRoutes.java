package io.perennial.http.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.Language;
import io.perennial.http.answer.ChangeView;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.live.ServingState;
import io.perennial.http.serving.Serving;
import io.perennial.http.survey.Change;
import io.perennial.http.survey.ListChange;
import io.perennial.http.survey.ListQuery;
import io.perennial.http.survey.Selection;
import io.perennial.http.survey.Survey;
import io.perennial.scoring.explain.ChangeResult;
import io.perennial.scoring.explain.Withheld;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What changed among the users of a list since the population before. Its path is not below the users', one of whom may
 * be called like any word.
 */
final class ListChangeRoutes {

    private final Serving serving;

    ListChangeRoutes(Serving serving) {
        this.serving = serving;
    }

    List<Route> routes() {
        List<Route.Parameter> parameters = new ArrayList<>(ListQuery.parameters());
        parameters.add(Route.Parameter.query("lang", "language of names", Schema.oneOf(Language.ids())));
        return List.of(Route.get(
                        "/v1/list/change",
                        Access.ANALYST,
                        "listChange",
                        "What changed among the users a list holds now since the population before: risk with why, loss with"
                                + " its parts, and who drove it.")
                .taking(parameters)
                .answering(schema())
                .refusing(Kind.NOT_READY, Kind.DAMAGED, Kind.BAD_PARAMETER)
                .by(this::change));
    }

    private static ObjectNode schema() {
        ObjectNode count = Schema.integer(0, Integer.MAX_VALUE);
        return Schema.object()
                .with("population", Schema.text("name@version"))
                .with("asOf", Shapes.day())
                .with("users", count)
                .with("found", Schema.truth())
                .optional("reason", Schema.text("why there is nothing to compare with"))
                .optional("since", since())
                .optional("sameModels", Schema.truth())
                .optional("eligible", numbers(count, "then", "now", "joined", "left", "both"))
                .optional("red", numbers(count, "then", "now", "turned", "noMore"))
                .optional("churn", numbers(Schema.number("mean of those eligible both times"), "then", "now"))
                .optional(
                        "why",
                        Schema.object()
                                .with("users", count)
                                .with("found", Schema.truth())
                                .schema())
                .optional(
                        "expectedLoss",
                        numbers(
                                Schema.number("major units; now - then = joined - left + risk + value"),
                                "then",
                                "now",
                                "joined",
                                "left",
                                "risk",
                                "value"))
                .optional("segments", Schema.list(Schema.object().schema()))
                .optional("dimensions", Schema.list(Schema.object().schema()))
                .optional("reasons", Schema.list(Schema.object().schema()))
                .optional("lossDrivers", drivers())
                .optional("churnDrivers", drivers())
                .schema();
    }

    private static ObjectNode since() {
        return Schema.object()
                .with("population", Schema.text("name@version"))
                .with("asOf", Shapes.day())
                .schema();
    }

    private static ObjectNode numbers(ObjectNode each, String... names) {
        Schema.Members members = Schema.object();
        for (String name : names) {
            members = members.with(name, each);
        }
        return members.schema();
    }

    private static ObjectNode drivers() {
        return Schema.list(Schema.object()
                .with("user", Schema.text("id"))
                .with("growth", Schema.number("of the loss or of the churn probability"))
                .with("churnThen", Schema.number("churn probability then; null where not eligible then"))
                .with("churnNow", Schema.number("churn probability now"))
                .schema());
    }

    private Answer change(Request request) {
        ListQuery query = ListQuery.of(request);
        Language language = Language.of(request.oneOf("lang", Language.ids()));
        ServingState state = serving.live().state();
        ServedPopulation served = serving.subjects(state).requirePopulation();
        Survey survey = serving.surveys().require(served);
        Selection selection = survey.select(query, serving.ledger().erasures().masked(served), state.hasChallenger());
        Optional<ListChange> change = serving.surveys().listChanges().require(survey, selection);
        ObjectNode node = Json.object()
                .put("population", served.id().toString())
                .put("asOf", served.population().header().asOf().toString())
                .put("users", selection.total())
                .put("found", change.isPresent());
        change.ifPresentOrElse(
                told -> new Telling(survey, told, language).into(node),
                () -> node.put("reason", "the registry holds no earlier population of this log"));
        return Answer.json(node);
    }

    /** A change as JSON. */
    private record Telling(Survey survey, ListChange told, Language language) {

        void into(ObjectNode node) {
            Change loss = told.loss();
            node.putObject("since")
                    .put("population", loss.since().toString())
                    .put("asOf", loss.asOf().toString());
            node.put("sameModels", loss.sameModels());
            Change.Users users = loss.users();
            node.putObject("eligible")
                    .put("then", users.before())
                    .put("now", users.before() - users.left() + users.joined())
                    .put("joined", users.joined())
                    .put("left", users.left())
                    .put("both", told.churn().users());
            node.putObject("red")
                    .put("then", users.redBefore())
                    .put("now", told.red())
                    .put("turned", users.turnedRed())
                    .put("noMore", users.leftRed());
            ObjectNode churn = node.putObject("churn");
            Json.put(churn, "then", told.churn().then());
            Json.put(churn, "now", told.churn().now());
            node.set("why", why(told.split().mean()).put("users", told.split().users()));
            node.set("expectedLoss", loss(loss));
            ArrayNode segments = node.putArray("segments");
            loss.segments()
                    .forEach((segment, growth) ->
                            segments.addObject().put("segment", segment).put("growth", growth));
            dimensions(node.putArray("dimensions"));
            ArrayNode reasons = node.putArray("reasons");
            told.causes().forEach(cause -> reasons.addObject()
                    .put("code", cause.reason().code())
                    .put("then", cause.then())
                    .put("now", cause.now()));
            drivers(node.putArray("lossDrivers"), loss.drivers());
            drivers(node.putArray("churnDrivers"), told.risers());
        }

        private ObjectNode why(ChangeResult result) {
            if (result instanceof Withheld withheld) {
                return Json.object().put("found", false).put("reason", withheld.words());
            }
            ObjectNode node = Json.object().put("found", true);
            node.setAll(new ChangeView(language).change(ChangeView.require(result)));
            return node;
        }

        private static ObjectNode loss(Change change) {
            return Json.object()
                    .put("then", change.before())
                    .put("now", change.after())
                    .put("joined", change.joined())
                    .put("left", change.left())
                    .put("risk", change.risk())
                    .put("value", change.value());
        }

        private void dimensions(ArrayNode dimensions) {
            for (Dimension dimension : Dimension.seven()) {
                ObjectNode node =
                        dimensions.addObject().put("id", dimension.id()).put("name", dimension.name(language));
                Json.put(node, "then", told.dimensionsThen().mean(dimension).orElse(Double.NaN));
                Json.put(node, "now", told.dimensionsNow().mean(dimension).orElse(Double.NaN));
            }
        }

        private void drivers(ArrayNode drivers, List<Change.Driver> from) {
            for (Change.Driver driver : from) {
                ObjectNode node = drivers.addObject()
                        .put(
                                "user",
                                survey.served().population().at(driver.user()).user())
                        .put("growth", driver.growth());
                Json.put(node, "churnThen", driver.churnBefore());
                Json.put(node, "churnNow", survey.roll().churn(driver.user()));
            }
        }
    }
}
