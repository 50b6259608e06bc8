package io.perennial.http.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.Dimension;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.drill.Forests;
import io.perennial.http.live.ServingState;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.model.References;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.UserRow;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What moves the scores of a version is the mean size of the contributions to its reference rows. */
class ImportanceTest {

    private static final int USERS = 40;
    private static final int AS_OF = (int) TinyCompany.AS_OF.toEpochDay();

    @TempDir
    Path root;

    @Test
    void a_model_that_reads_silence_alone_is_moved_by_silence_alone() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            Importance what =
                    Importance.of(server.server().state(), Target.CHURN, AS_OF).orElseThrow();
            assertEquals(Dimension.SILENCE, what.parts().get(0).part());
            assertEquals(1, what.parts().get(0).share(), 1e-12);
            assertTrue(what.parts().get(0).mean() > 0.01);
            what.parts().stream().skip(1).forEach(weight -> assertEquals(0, weight.mean()));
            assertTrue(what.features().isEmpty(), "a line is no tree ensemble");
            String page = server.get("/models/churn/versions/1").body();
            assertTrue(page.contains("id=\"importance\""), page);
            assertFalse(server.get("/models/population/versions/1").body().contains("id=\"importance\""));
        }
    }

    @Test
    void sizes_are_means_over_the_reference_rows_by_the_users_behind_them() {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            TinyCompany.publish(
                    Registry.at(root.resolve("registry")), "churn", Forests.churn(3, 40, 4), TinyCompany.SCHEMA);
            server.server().refresh();
            ServingState state = server.server().state();
            Importance what = Importance.of(state, Target.CHURN, AS_OF).orElseThrow();
            References references = state.requireScorer().churn().references().orElseThrow();
            Map<String, Double> sums = new HashMap<>();
            double users = 0;
            for (int i = 0; i < references.rows().size(); i++) {
                UserRow row =
                        new UserRow("", AS_OF, true, false, references.rows().get(i), null);
                Explanation why = (Explanation) state.requireExplainer()
                        .explain(row, state.requireScorer().score(row), Target.CHURN);
                int behind = references.users().get(i);
                users += behind;
                why.dimensions()
                        .forEach(part ->
                                sums.merge(part.dimension().id(), behind * Math.abs(part.value()), Double::sum));
            }
            double all = sums.values().stream().mapToDouble(Double::doubleValue).sum();
            double before = Double.MAX_VALUE;
            for (Importance.Weight weight : what.parts()) {
                double sum = sums.get(weight.part().id());
                assertEquals(sum / users, weight.mean(), 1e-12);
                assertEquals(sum / all, weight.share(), 1e-12);
                assertTrue(weight.mean() <= before, "the strongest first");
                before = weight.mean();
            }
            assertEquals(references.rows().size(), what.rows());
            List<Double> means =
                    what.features().stream().map(Importance.Trend::mean).toList();
            assertFalse(means.isEmpty(), "a forest has features");
            assertEquals(
                    means.stream()
                            .sorted((one, other) -> Double.compare(other, one))
                            .toList(),
                    means);
        }
    }

    @Test
    void a_version_that_does_not_answer_tells_no_importance() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            TinyCompany.publish(
                    Registry.at(root.resolve("registry")), "churn", TinyCompany.churn(0.2), TinyCompany.SCHEMA);
            server.server().refresh();
            assertFalse(server.get("/models/churn/versions/1").body().contains("id=\"importance\""));
            assertTrue(server.get("/models/churn/versions/2").body().contains("id=\"importance\""));
        }
    }
}
