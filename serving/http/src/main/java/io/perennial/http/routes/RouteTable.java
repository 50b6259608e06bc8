package io.perennial.http.routes;

import io.perennial.http.api.Answer;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.failure.Troubles;
import io.perennial.http.protocol.InferenceRoutes;
import io.perennial.http.protocol.KserveRoutes;
import io.perennial.http.protocol.MlflowRoutes;
import io.perennial.http.protocol.RepositoryRoutes;
import io.perennial.http.protocol.ServedModels;
import io.perennial.http.serving.ExplainPool;
import io.perennial.http.serving.Serving;
import io.perennial.http.store.StoreException;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.score.IncoherentScoreException;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one table of routes: the server listens by it, and the OpenAPI document is made from it. */
public final class RouteTable {

    private static final Logger LOG = LoggerFactory.getLogger(RouteTable.class);

    private RouteTable() {}

    /**
     * All routes.
     *
     * @param pages those that answer people
     */
    public static List<Route> of(Serving serving, ExplainPool pool, Metrics metrics, List<Route> pages) {
        ServedModels models = new ServedModels(serving.live(), serving.registry(), metrics.calls());
        WithheldAnswers withheld = new WithheldAnswers(metrics);
        int mostRows = serving.config().maxRows();
        List<Route> routes = Stream.of(
                        health(serving, metrics),
                        new ScoreRoutes(serving, pool, metrics.calls(), withheld).routes(),
                        new ExplainRoutes(serving, pool, metrics.calls(), withheld).routes(),
                        new WhatIfRoutes(serving, pool).routes(),
                        new TraceRoutes(serving, pool).routes(),
                        new FeedbackRoutes(serving).routes(),
                        new UserRoutes(serving).routes(),
                        new ListChangeRoutes(serving).routes(),
                        new ArmRoutes(serving).routes(),
                        new ContactEffectRoutes(serving).routes(),
                        new AlarmRoutes(serving).routes(),
                        new QualityRoutes(serving).routes(),
                        new PersonRoutes(serving).routes(),
                        new EventRoutes(serving, metrics).routes(),
                        new ContactRoutes(serving).routes(),
                        new DataRoutes(serving).routes(),
                        new RegistryRoutes(serving.registry(), serving.live()).routes(),
                        new InferenceRoutes(models, pool, mostRows).routes(),
                        new RepositoryRoutes(models).routes(),
                        new KserveRoutes(models, pool, mostRows).routes(),
                        new MlflowRoutes(models, mostRows).routes(),
                        pages)
                .flatMap(List::stream)
                .toList();
        return guarded(routes, withheld);
    }

    /**
     * The routes of the port on which what serves can be changed.
     *
     * @param pages those that answer people
     */
    public static List<Route> ofAdmin(Serving serving, Metrics metrics, List<Route> pages) {
        List<Route> routes = Stream.of(health(serving, metrics), new AdminRoutes(serving).routes(), pages)
                .flatMap(List::stream)
                .toList();
        return guarded(routes, new WithheldAnswers(metrics));
    }

    private static List<Route> health(Serving serving, Metrics metrics) {
        return new HealthRoutes(
                        serving.live(), metrics, serving.config().access().isGuarded())
                .routes();
    }

    /** Failures of published data as problems, the same on every route. */
    private static List<Route> guarded(List<Route> routes, WithheldAnswers withheld) {
        Troubles store = new Troubles(LOG);
        return OpenApi.withDocument(routes).stream()
                .map(route -> route.by(request -> handle(route, request, withheld, store)))
                .toList();
    }

    private static Answer handle(Route route, Request request, WithheldAnswers withheld, Troubles store) {
        try {
            return route.handler().handle(request);
        } catch (RegistryException e) {
            throw switch (e.kind()) {
                case UNKNOWN -> Problem.of(Problem.Kind.UNKNOWN_MODEL, e.getMessage());
                case REFUSED, CONFLICT -> Problem.of(Problem.Kind.CONFLICT, e.getMessage());
                case DAMAGED ->
                    Problem.of(Problem.Kind.DAMAGED, e.getMessage()).with("Retry-After", ServedModels.TRY_AGAIN);
                default -> e;
            };
        } catch (StoreException e) {
            store.tell(e.getMessage(), route.path() + " could not be answered: " + e.getMessage());
            // Its words may name a host, an account or a file, which are the operator's to know.
            throw Problem.of(
                            Problem.Kind.STORE_DOWN,
                            "live events can't be kept or read now, and the server's log has the cause; try again")
                    .with("Retry-After", "1");
        } catch (IncoherentScoreException e) {
            throw withheld.score(e);
        } catch (Problem problem) {
            throw withheld.explanation(problem);
        }
    }
}
