package io.perennial.http.routes;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.perennial.http.quality.Drift;
import io.perennial.http.quality.DriftCourse.Moves;
import io.perennial.scoring.model.ModelId;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stability indices of a version's day, of those of which enough is known; no row where there is none. */
final class DriftGauge {

    private static final Logger LOG = LoggerFactory.getLogger(DriftGauge.class);

    private final MultiGauge gauge;

    /** Read from the disk of the decision log, which may hang. */
    private final LastKnown<List<Row<?>>> rows;

    /** Of the version that answers at a moment. */
    DriftGauge(MeterRegistry meters, Supplier<Optional<ModelId>> model, Function<ModelId, Moves> today) {
        this.rows = new LastKnown<>(
                () -> model.get().stream().flatMap(id -> rows(id, today)).toList(), List.of());
        this.gauge = MultiGauge.builder("perennial.drift")
                .description("stability index of the scores a version gave today against its references")
                .register(meters);
    }

    /** Takes the indices as they are now, or last were known, in place of those told before. */
    void tell() {
        gauge.register(rows.get(), true);
    }

    private static Stream<Row<?>> rows(ModelId model, Function<ModelId, Moves> today) {
        try {
            Moves moves = today.apply(model);
            return Stream.concat(
                    Stream.of(moves.churn()).filter(Drift::isKnown).map(churn -> row(model, Drift.CHURN, churn)),
                    moves.worst().map(feature -> row(model, "worst_feature", feature)));
        } catch (UncheckedIOException e) {
            LOG.warn("the drift of {} today can't be read: {}", model.named(), e.toString());
            return Stream.of();
        }
    }

    private static Row<?> row(ModelId model, String what, Drift drift) {
        return Row.of(
                Tags.of("model", model.name(), "version", Integer.toString(model.version()), "what", what),
                drift.stability());
    }
}
