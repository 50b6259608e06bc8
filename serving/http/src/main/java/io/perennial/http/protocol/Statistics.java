package io.perennial.http.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Json;
import io.perennial.http.api.Request;
import io.perennial.http.api.Schema;
import io.perennial.scoring.model.ModelId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** How often each version inferred, and for how long, since the process began. For any number of threads. */
final class Statistics {

    private final Map<ModelId, Counts> counts = new ConcurrentHashMap<>();

    /** Counts of one version. */
    private static final class Counts {
        private final LongAdder rows = new LongAdder();
        private final LongAdder successes = new LongAdder();
        private final LongAdder successNanos = new LongAdder();
        private final LongAdder failures = new LongAdder();
        private final LongAdder failureNanos = new LongAdder();
    }

    /**
     * What an inference gave.
     *
     * @param answer as it is sent
     * @param rows   how many rows were scored
     */
    record Done(Answer answer, int rows) {}

    /** Runs an inference and counts it. */
    Answer timed(ModelId model, Supplier<Done> inference) {
        Counts own = counts.computeIfAbsent(model, id -> new Counts());
        long began = System.nanoTime();
        try {
            Done done = inference.get();
            own.rows.add(done.rows());
            own.successes.increment();
            own.successNanos.add(System.nanoTime() - began);
            return done.answer();
        } catch (Request.NeedsOwnThread e) {
            throw e; // It begins anew, and is counted then.
        } catch (Throwable e) {
            own.failures.increment();
            own.failureNanos.add(System.nanoTime() - began);
            throw e;
        }
    }

    ObjectNode of(ModelId model) {
        Counts own = counts.getOrDefault(model, new Counts());
        ObjectNode node = Json.object();
        ObjectNode stats = node.putArray("model_stats").addObject();
        stats.put("name", model.name())
                .put("version", Integer.toString(model.version()))
                .put("inference_count", own.rows.sum())
                .put("execution_count", own.successes.sum());
        ObjectNode times = stats.putObject("inference_stats");
        times.putObject("success").put("count", own.successes.sum()).put("ns", own.successNanos.sum());
        times.putObject("fail").put("count", own.failures.sum()).put("ns", own.failureNanos.sum());
        return node;
    }

    static ObjectNode schema() {
        ObjectNode model = Schema.object()
                .with("name", Schema.text("model"))
                .with("version", Schema.text("number"))
                .with("inference_count", Json.object().put("type", "integer").put("minimum", 0))
                .with("execution_count", Json.object().put("type", "integer").put("minimum", 0))
                .with("inference_stats", Json.object().put("type", "object"))
                .schema();
        return Schema.object().with("model_stats", Schema.list(model)).schema();
    }
}
