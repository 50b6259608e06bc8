package io.perennial.http.page;

import io.perennial.http.live.ServingState;
import io.perennial.http.model.Importance;
import io.perennial.http.words.Figure;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.registry.VersionFiles;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What moves the scores of the version that answers, as its page shows it.
 *
 * @param frame of the page
 * @param what  moves them
 */
public record ImportanceSection(Frame frame, Importance what) {

    /** Works importance out once for the versions that answer together. Safe for many threads. */
    static final class Known {

        /** What was found while these answered: value is explained through churn too. */
        private record Found(List<ModelId> ids, Optional<Importance> importance) {}

        private final Map<Target, Found> found = new ConcurrentHashMap<>();

        /** The section of a version; empty where another version answers, or it has no reference rows. */
        Optional<ImportanceSection> of(Frame frame, ServingState state, VersionFiles files) {
            return target(files.name())
                    .flatMap(target -> Importance.model(state, target)
                            .map(LoadedModel::id)
                            .filter(id -> id.digest().equals(files.digest()))
                            .flatMap(any -> known(target, state, asOf(files))))
                    .map(what -> new ImportanceSection(frame, what));
        }

        private Optional<Importance> known(Target target, ServingState state, int asOf) {
            List<ModelId> ids = state.models().stream().map(LoadedModel::id).toList();
            return found.compute(
                            target,
                            (any, known) -> known != null && known.ids().equals(ids)
                                    ? known
                                    : new Found(ids, Importance.of(state, target, asOf)))
                    .importance();
        }

        private static int asOf(VersionFiles files) {
            LocalDate day = files.manifest().facts().asOf();
            return Math.toIntExact(day.toEpochDay());
        }

        private static Optional<Target> target(String model) {
            return switch (model) {
                case "churn" -> Optional.of(Target.CHURN);
                case "ltv" -> Optional.of(Target.LTV);
                default -> Optional.empty();
            };
        }
    }

    /** The mean size of a contribution: percentage points, or money. */
    public Figure size(Importance.Weight weight) {
        return what.target() == Target.CHURN
                ? new Figure(
                        weight.mean(),
                        frame.numbers().decimal(100 * weight.mean(), 1).text() + frame.text("user.points"))
                : frame.numbers().money(weight.mean());
    }

    /** Length of a bar, in hundredths of the strongest. */
    public String width(double mean, double most) {
        return Long.toString(Math.round(most == 0 ? 0 : 100 * mean / most));
    }

    /** Which way the score goes as a feature grows, in words. */
    public String way(Importance.Trend trend) {
        return frame.text(
                "importance." + what.target().id() + "." + trend.way().name().toLowerCase(Locale.ROOT));
    }
}
