package io.perennial.http.routes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.scoring.score.IncoherentScoreException;
import java.util.function.Supplier;

/** The answer to one row of many: its status, and what the status says. */
final class RowAnswer {

    private RowAnswer() {}

    static ObjectNode of(String name, Supplier<ObjectNode> answer) {
        ObjectNode node = Json.object();
        try {
            ObjectNode content = answer.get();
            node.put("status", 200);
            node.set(name, content);
        } catch (Problem problem) {
            node.put("status", problem.kind().status());
            node.set("problem", problem.json());
        } catch (IncoherentScoreException e) {
            Problem withheld = Problem.of(Problem.Kind.WITHHELD, e.getMessage());
            node.put("status", withheld.kind().status());
            node.set("problem", withheld.json());
        }
        return node;
    }
}
