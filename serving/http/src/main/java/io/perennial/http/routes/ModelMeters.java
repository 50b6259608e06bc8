package io.perennial.http.routes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.perennial.http.live.ModelCalls;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.score.Scorer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Counts by version what was asked of it, as what and how it ended: as many meters as versions that were asked since the
 * start have endings, since only what is published and was opened has an id.
 */
final class ModelMeters implements ModelCalls {

    private final MeterRegistry meters;
    private final Map<Asked, Counter> rows = new ConcurrentHashMap<>();
    private final Map<Ended, Counter> calls = new ConcurrentHashMap<>();

    private record Asked(ModelId model, AskedAs as, Verb verb) {

        Counter.Builder counter(String name, String about) {
            return Counter.builder(name)
                    .description(about)
                    .tags("model", model.name(), "version", Integer.toString(model.version()))
                    .tags("alias", as.id(), "verb", verb.id());
        }
    }

    private record Ended(Asked asked, Ending ending) {}

    ModelMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void scored(Call call, int count) {
        each(call, asked -> rows.computeIfAbsent(asked, this::rowsOf).increment(count));
    }

    @Override
    public void ended(Call call, Ending ending) {
        each(call, asked -> calls.computeIfAbsent(new Ended(asked, ending), this::callsOf)
                .increment());
    }

    private static void each(Call call, Consumer<Asked> count) {
        Scorer scorer = call.scorer();
        count.accept(asked(call, scorer.churn()));
        scorer.ltv().ifPresent(model -> count.accept(asked(call, model)));
        scorer.trend().ifPresent(model -> count.accept(asked(call, model)));
    }

    private static Asked asked(Call call, LoadedModel model) {
        return new Asked(model.id(), call.as(), call.verb());
    }

    private Counter rowsOf(Asked asked) {
        return asked.counter("perennial.model.rows", "rows a version scored").register(meters);
    }

    private Counter callsOf(Ended ended) {
        return ended.asked()
                .counter("perennial.model.calls", "calls in which a version was asked, by how they ended")
                .tag("outcome", ended.ending().id())
                .register(meters);
    }
}
