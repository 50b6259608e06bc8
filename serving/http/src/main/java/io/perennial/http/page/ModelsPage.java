package io.perennial.http.page;

import io.perennial.http.api.Access;
import io.perennial.http.api.Route;
import io.perennial.http.live.Refusal;
import io.perennial.http.live.ServingState;
import io.perennial.http.page.Pages.Sheet;
import io.perennial.http.serving.Serving;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.registry.Manifest;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.Standing;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All models: which versions there are, and what answers. */
public final class ModelsPage {

    private final Pages pages;
    private final Serving serving;
    private final PublishedModels models;

    ModelsPage(Pages pages, Serving serving) {
        this.pages = pages;
        this.serving = serving;
        this.models = new PublishedModels(serving.registry());
    }

    /**
     * What the page shows.
     *
     * @param rows     the models
     * @param refusals what is published and may not answer
     */
    public record All(Frame frame, List<Row> rows, List<Refusal> refusals) {}

    /**
     * One model among all.
     *
     * @param name     its name
     * @param champion its champion; empty where there is none
     * @param answers  whether the champion is what answers now
     * @param facts    what the champion states
     * @param versions how many versions there are
     * @param fault    why it can't be read
     */
    public record Row(
            String name,
            Optional<Integer> champion,
            boolean answers,
            Optional<Manifest> facts,
            int versions,
            Optional<String> fault) {}

    Route route() {
        return route(Place.MODELS.path(), "modelsPage");
    }

    /** The same as the first page of a port that has no other. */
    Route home() {
        return route("/", "homePage");
    }

    private Route route(String path, String id) {
        return pages.route(Route.get(path, Access.ANY_KEY, id, "All models and what answers, as a page."), this::all);
    }

    private Sheet all(Visit visit) {
        ServingState state = serving.live().state();
        List<Row> rows = serving.registry().names().stream()
                .map(name -> row(name, state))
                .toList();
        return new Sheet(
                "page/models.jte",
                new All(pages.frame(visit, "models.title", Optional.of(Place.MODELS)), rows, state.refusals()));
    }

    private Row row(String name, ServingState state) {
        try {
            Standing standing = serving.registry().standing(name);
            Optional<Integer> champion = standing.champion().stream().boxed().findFirst();
            boolean answers = champion.isPresent() && answers(state, name, champion.get());
            return new Row(
                    name,
                    champion,
                    answers,
                    champion.map(version -> models.manifest(standing, version)),
                    standing.versions().size(),
                    Optional.empty());
        } catch (RegistryException e) {
            return new Row(name, Optional.empty(), false, Optional.empty(), 0, Optional.of(e.getMessage()));
        }
    }

    private static boolean answers(ServingState state, String name, int version) {
        Stream<ModelId> answering = Stream.concat(
                state.models().stream().map(model -> model.id()),
                state.population().stream().map(served -> served.id()));
        return answering.anyMatch(id -> id.name().equals(name) && id.version() == version);
    }
}
