package io.perennial.http.routes;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.perennial.http.quality.Drift;
import io.perennial.http.quality.DriftCourse.Moves;
import io.perennial.scoring.model.ModelId;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stability indices of a version's day, of those of which enough is known; no row where there is none. */
final class DriftGauge {

    private static final Logger LOG = LoggerFactory.getLogger(DriftGauge.class);

    private final MultiGauge gauge;

    DriftGauge(MeterRegistry meters) {
        this.gauge = MultiGauge.builder("perennial.drift")
                .description("stability index of the scores a version gave today against its references")
                .register(meters);
    }

    /** Takes the indices of a version in place of those told before. */
    void tell(Optional<ModelId> model, Function<ModelId, Moves> today) {
        gauge.register(model.stream().flatMap(id -> rows(id, today)).toList(), true);
    }

    private static Stream<Row<?>> rows(ModelId model, Function<ModelId, Moves> today) {
        try {
            Moves moves = today.apply(model);
            return Stream.concat(
                    Stream.of(moves.churn()).filter(Drift::isKnown).map(churn -> row(model, Drift.CHURN, churn)),
                    moves.worst().map(feature -> row(model, "worst_feature", feature)));
        } catch (UncheckedIOException e) {
            LOG.warn("the drift of {} today can't be read: {}", model, e.toString());
            return Stream.of();
        }
    }

    private static Row<?> row(ModelId model, String what, Drift drift) {
        return Row.of(
                Tags.of("model", model.name(), "version", Integer.toString(model.version()), "what", what),
                drift.stability());
    }
}
