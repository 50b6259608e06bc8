package io.perennial.http.routes;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.scoring.score.IncoherentScoreException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The answer to one row of many: its status, and what the status says.
 *
 * @param content empty where there is a problem
 * @param problem empty where there is none
 */
record RowAnswer<T>(Optional<T> content, Optional<Problem> problem) {

    private static final String ANSWER = "answer";
    private static final String PROBLEM = "problem";
    private static final String STATUS = "status";

    static <T> RowAnswer<T> of(Supplier<T> answer, WithheldAnswers withheld) {
        try {
            return new RowAnswer<>(Optional.of(answer.get()), Optional.empty());
        } catch (Problem problem) {
            return new RowAnswer<>(Optional.empty(), Optional.of(withheld.explanation(problem)));
        } catch (IncoherentScoreException e) {
            return new RowAnswer<>(Optional.empty(), Optional.of(withheld.score(e)));
        }
    }

    /** The same with other content, where there is any. */
    <R> RowAnswer<R> map(Function<T, R> to) {
        return new RowAnswer<>(content.map(to), problem);
    }

    private int status() {
        return problem.map(known -> known.kind().status()).orElse(200);
    }

    /** The answer of a row whose content is a tree. */
    static ObjectNode tree(RowAnswer<ObjectNode> row) {
        ObjectNode node = Json.object().put(STATUS, row.status());
        row.content().ifPresent(content -> node.set(ANSWER, content));
        row.problem().ifPresent(problem -> node.set(PROBLEM, problem.json()));
        return node;
    }

    /** Writes the answer of a row whose content writes itself. */
    static void write(Supplier<? extends Json.Members> answer, WithheldAnswers withheld, JsonGenerator out)
            throws IOException {
        RowAnswer<? extends Json.Members> row = of(answer, withheld);
        out.writeStartObject();
        out.writeNumberField(STATUS, row.status());
        if (row.content().isPresent()) {
            out.writeFieldName(ANSWER);
            Json.write(row.content().get(), out);
        } else {
            out.writeFieldName(PROBLEM);
            Json.write(row.problem().orElseThrow().json(), out);
        }
        out.writeEndObject();
    }
}
