package io.perennial.training.backtest;

import io.perennial.features.feature.TrendSequence;
import io.perennial.training.evaluation.PredictionsParquet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes every prediction of a back-test. */
final class PredictionsFile {

    private PredictionsFile() {}

    static void write(Path folder, List<Cases> all) throws IOException {
        PredictionsParquet.write(folder, PredictionRow.class, all.stream().flatMap(cases -> cases.families().stream()
                .flatMap(family -> rows(cases, family))));
    }

    private static Stream<PredictionRow> rows(Cases cases, Family family) {
        return IntStream.range(0, cases.size()).mapToObj(i -> row(cases, family, i));
    }

    private static PredictionRow row(Cases cases, Family family, int i) {
        boolean isTrend = cases.target() == Target.TREND;
        Person person = cases.people().get(i);
        return new PredictionRow(
                LocalDate.ofEpochDay(person.asOf()),
                person.user(),
                cases.target().id(),
                isTrend ? 1 + i / (cases.size() / TrendSequence.FUTURE_BLOCKS) : null,
                family.id(),
                family.prediction()[i],
                family.hasInterval() ? family.low()[i] : null,
                family.hasInterval() ? family.high()[i] : null,
                cases.actual()[i],
                person.eligible(),
                person.slices().get("stage"),
                person.slices().get("tenure"),
                person.slices().get("value"));
    }
}
