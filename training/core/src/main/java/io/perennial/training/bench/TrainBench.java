package io.perennial.training.bench;

import io.perennial.command.Machine;
import io.perennial.training.learner.Learned;
import io.perennial.training.tribuo.XgboostTrainer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Training of the boosted trees of churn on a million rows: through Tribuo to the published form, beside XGBoost alone.
 * A side takes minutes, too long for both to meet the same machine, so that a processor's work is what is compared.
 */
final class TrainBench {

    /** The most our time may be of XGBoost's own. */
    private static final double BAR = 1.2;

    /** A hundred and sixty float sums, each half a unit in the last place of a margin of a few units. */
    private static final double TOLERANCE = 1e-4;

    private static final int COMPARED = 2_000;
    private static final long SEED = 1;

    /** How much is measured. */
    record Size(int rows, int rounds, Pace pace) {
        static Size full() {
            return new Size(1_000_000, 80, new Pace(0, 3, 1));
        }
    }

    private final Size size;
    private final Consumer<String> progress;
    private Learned learned;
    private NativeTraining library;

    TrainBench(Size size, Consumer<String> progress) {
        this.size = size;
        this.progress = progress;
    }

    Report run() {
        Machine machine = Machine.here();
        ChurnRows labelled = ChurnRows.of(size.rows(), SEED);
        XgboostTrainer.Options usual = XgboostTrainer.Options.defaults();
        XgboostTrainer.Options options = new XgboostTrainer.Options(
                size.rounds(),
                usual.depth(),
                usual.rate(),
                usual.leastWeight(),
                usual.rowShare(),
                usual.columnShare(),
                usual.ridge());
        Duel duel = Duel.run(row -> ours(labelled, options), row -> theirs(labelled, options), 1, size.pace());
        String trees = 2 * size.rounds() + " trees of depth " + options.depth();
        return new Report(
                "perennial bench train",
                machine,
                List.of(String.format(
                        Locale.ROOT,
                        "%,d rows of %d features, one value in 33 missing; %s; one thread, times of a processor, %s",
                        size.rows(),
                        ChurnRows.WIDTH,
                        trees,
                        size.pace())),
                List.of(new Finding(
                        String.format(Locale.ROOT, "training on %,d rows", size.rows()),
                        "rows to Tribuo to XGBoost to the published form, covers counted",
                        "rows to a DMatrix, XGBoost.train, the same objective and options",
                        duel.oursCpu(),
                        Optional.of(duel.theirsCpu()),
                        BAR,
                        difference(labelled.features()),
                        TOLERANCE)));
    }

    private double ours(ChurnRows labelled, XgboostTrainer.Options options) {
        progress.accept("training through Tribuo");
        double[] churned = new double[size.rows()];
        Arrays.setAll(churned, i -> labelled.churned()[i]);
        double[] ones = new double[size.rows()];
        Arrays.fill(ones, 1);
        learned = XgboostTrainer.classifier(labelled.features(), churned, ones, options, SEED);
        return 0;
    }

    private double theirs(ChurnRows labelled, XgboostTrainer.Options options) {
        progress.accept("training by XGBoost alone");
        library = NativeTraining.of(labelled, options, SEED);
        return 0;
    }

    /** Of the margins of the first rows. */
    private double difference(double[][] rows) {
        double[][] first = Arrays.copyOf(rows, Math.min(COMPARED, rows.length));
        double[] ours = learned.predict(first);
        double[] theirs = library.margins(first);
        double difference = 0;
        for (int i = 0; i < ours.length; i++) {
            difference = Math.max(difference, Math.abs(ours[i] - theirs[i]));
        }
        return difference;
    }
}
