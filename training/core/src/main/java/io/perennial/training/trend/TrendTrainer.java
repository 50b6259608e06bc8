package io.perennial.training.trend;

import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Chooses how value is spread over the coming blocks. */
public final class TrendTrainer {

    private final TrainingSet set;
    private final Consumer<String> progress;

    /** A trainer. */
    public TrendTrainer(TrainingSet set, Consumer<String> progress) {
        this.set = set;
        this.progress = progress;
    }

    /** The model. */
    public TrendModel train() {
        Rows rows = set.labelled().eligibleRows();
        SeasonalPath path = SeasonalPath.of(set, rows);
        progress.accept("trend by the value path (" + path.closed() + " rows with closed blocks)");
        return new TrendModel(
                "ltv_path",
                path::addTo,
                Optional.empty(),
                List.of(),
                path.closed() + " rows",
                "the log shows fewer than 24 blocks before any snapshot with closed outcomes, so value is spread by a"
                        + " seasonal index",
                List.of());
    }
}
