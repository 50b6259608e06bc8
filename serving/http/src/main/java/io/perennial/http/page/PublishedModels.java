package io.perennial.http.page;

import io.perennial.http.api.Problem;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.model.ReignChart;
import io.perennial.http.routes.RegistryRoutes;
import io.perennial.scoring.registry.Manifest;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.Standing;
import io.perennial.scoring.registry.VersionFiles;
import io.perennial.scoring.registry.VersionState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The models and versions that the address of a page names.
 *
 * @param registry where they lie
 */
public record PublishedModels(Registry registry) {

    static final Route.Parameter NAME = Route.Parameter.path("name", "model, such as churn", Schema.text("name"));

    /**
     * A version in a list of its model.
     *
     * @param state     how it stands
     * @param published when, to the minute
     * @param facts     what it states; empty where it can't be read any more
     */
    public record Version(int version, VersionState state, String published, Optional<Manifest> facts) {}

    /** What the journal of the model says that a request's path names. */
    Standing standing(Request request) {
        return registry.standing(RegistryRoutes.known(registry, request.path("name")));
    }

    /** The version a query parameter names, or else another. */
    static int version(Request request, String parameter, int otherwise, Standing standing) {
        return request.query(parameter)
                .map(text -> version(text, parameter, standing))
                .orElse(otherwise);
    }

    /** The version a text names. */
    static int version(String text, String field, Standing standing) {
        if (text.matches("[1-9][0-9]{0,8}") && standing.versions().contains(Integer.parseInt(text))) {
            return Integer.parseInt(text);
        }
        throw Problem.at(
                Problem.Kind.UNKNOWN_MODEL,
                field,
                "model " + standing.name() + " has no version '" + Request.shown(text) + "'; it has "
                        + standing.versions());
    }

    /** The files of a version. */
    VersionFiles files(Standing standing, int version) {
        return registry.open(standing, version);
    }

    /** What a version states. */
    Manifest manifest(Standing standing, int version) {
        return files(standing, version).manifest();
    }

    /** All versions, the newest first; one that can't be read takes no other from the list. */
    List<Version> versions(Standing standing) {
        List<Version> rows = new ArrayList<>();
        standing.versions().forEach(version -> rows.add(row(standing, version)));
        Collections.reverse(rows);
        return rows;
    }

    /** One version as it stands in a list. */
    Version row(Standing standing, int version) {
        return new Version(
                version,
                standing.state(version),
                standing.publication(version)
                        .map(entry -> ReignChart.minute(entry.at()))
                        .orElse(""),
                readable(standing, version));
    }

    private Optional<Manifest> readable(Standing standing, int version) {
        try {
            return Optional.of(manifest(standing, version));
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }
}
