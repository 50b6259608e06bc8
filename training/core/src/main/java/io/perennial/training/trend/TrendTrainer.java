package io.perennial.training.trend;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.graph.Scale;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.Preparation;
import io.perennial.training.trend.TrendModel.OriginFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Chooses how value is spread over the coming blocks: by the LSTM, or by a seasonal index; the same blocks of last year
 * are the rule of thumb beside them. Judged on users whom the network did not see.
 */
public final class TrendTrainer {

    /** Published and library may differ by floats against doubles, no more. */
    private static final double EQUAL = 1e-5;

    private static final int LEAST_USERS = 200;
    private static final int MOST_ROWS = 4_000;
    private static final int MOST_PROVEN = 200;
    private static final int BLOCKS = TrendSequence.FUTURE_BLOCKS;

    private final TrainingSet set;
    private final double[] heldOutValue;
    private final long seed;
    private final Consumer<String> progress;

    /**
     * A trainer.
     *
     * @param set          what to learn from
     * @param heldOutValue for each labelled row its value by a model that did not see the user; NaN where none
     * @param seed         everything drawn depends on it alone
     * @param progress     told what is being done
     */
    public TrendTrainer(TrainingSet set, double[] heldOutValue, long seed, Consumer<String> progress) {
        this.set = set;
        this.heldOutValue = heldOutValue;
        this.seed = seed;
        this.progress = progress;
    }

    /** The model. */
    public TrendModel train() {
        Rows rows = set.labelled().eligibleRows();
        SeasonalPath path = SeasonalPath.of(set, rows);
        Rows usable = SeasonalPath.closed(rows);
        Rows seen = usable.where(
                i -> set.labelled().sequences()[usable.row(i)] != null && !Double.isNaN(heldOutValue[usable.row(i)]));
        if (seen.userCount() < LEAST_USERS) {
            return byPath(path, seen);
        }
        return judged(path, seen);
    }

    private TrendModel byPath(SeasonalPath path, Rows seen) {
        progress.accept("trend by the value path (" + path.closed() + " rows with closed blocks)");
        String why = "only " + seen.userCount() + " users show 24 blocks before and six closed blocks after one day, "
                + LEAST_USERS + " are needed";
        return new TrendModel(
                "ltv_path",
                path::addTo,
                Optional.empty(),
                List.of(TrendCandidate.obstructed("lstm", "LSTM over 24 blocks", why)),
                path.closed() + " rows with closed blocks",
                "value is spread by a seasonal index: " + why,
                notes(path));
    }

    private TrendModel judged(SeasonalPath path, Rows seen) {
        int[] folds = seen.folds(4, seed ^ 0x7e4d);
        Rows learn = seen.where(i -> folds[i] != 0).atMost(MOST_ROWS, seed);
        Rows judge = seen.where(i -> folds[i] == 0);
        progress.accept("trend candidate lstm (" + learn.size() + " sequences)");
        LstmPath lstm = lstm(learn);
        prove(lstm, judge);
        double[][] actual = blocks(judge);
        List<TrendCandidate> candidates = new ArrayList<>();
        candidates.add(TrendCandidate.of(
                "lstm", "LSTM over 24 blocks", lstm.predict(sequences(judge), values(judge)), actual));
        candidates.add(TrendCandidate.of("ltv_path", "value times a seasonal index", byIndex(path, judge), actual));
        candidates.add(TrendCandidate.of("seasonal_naive", "the same blocks of last year", lastYear(judge), actual));
        boolean learned = candidates.get(0).rmse() < candidates.get(1).rmse();
        String best = learned ? "lstm" : "ltv_path";
        return new TrendModel(
                best,
                learned ? lstm::addTo : path::addTo,
                learned ? Optional.of(new OriginFile("dl4j.zip", lstm.network().bytes())) : Optional.empty(),
                candidates,
                judge.size() + " rows of users whom the network did not see",
                best + " spreads value best, by squared error over users and blocks",
                notes(path));
    }

    private static void prove(LstmPath lstm, Rows rows) {
        double[][] sequences = sequences(rows);
        double worst = lstm.difference(Arrays.copyOf(sequences, Math.min(MOST_PROVEN, sequences.length)));
        if (!(worst <= EQUAL)) {
            throw new IllegalStateException("the published form of the LSTM differs from DL4J by " + worst
                    + ", allowed is " + EQUAL + "; it is not published");
        }
    }

    private List<String> notes(SeasonalPath path) {
        return path.ofYear()
                ? List.of("seasonal index of the window one year before the as-of")
                : List.of("season unseen: the index is of the windows that have closed");
    }

    private LstmPath lstm(Rows learn) {
        double[][] sequences = sequences(learn);
        Scale scale = Preparation.scale(0, sequences);
        double[][] spend = blocks(learn);
        double[] logs = Arrays.stream(spend)
                .flatMapToDouble(Arrays::stream)
                .filter(amount -> amount > 0)
                .map(StrictMath::log)
                .toArray();
        double mean = Arrays.stream(logs).average().orElse(0);
        double variance = Arrays.stream(logs)
                .map(log -> (log - mean) * (log - mean))
                .average()
                .orElse(1);
        double sd = Math.sqrt(Math.max(variance, 1e-6));
        double[][] bought = new double[spend.length][BLOCKS];
        double[][] amounts = new double[spend.length][BLOCKS];
        for (int i = 0; i < spend.length; i++) {
            for (int block = 0; block < BLOCKS; block++) {
                bought[i][block] = spend[i][block] > 0 ? 1 : 0;
                amounts[i][block] = spend[i][block] > 0 ? (StrictMath.log(spend[i][block]) - mean) / sd : 0;
            }
        }
        SequenceNetwork network = SequenceNetwork.train(LstmPath.scaled(sequences, scale), bought, amounts, seed);
        double horizon = set.plan().served().horizonDays();
        int inside = (int) Math.max(1, Math.min(BLOCKS, Math.floor(horizon / TrendSequence.BLOCK_DAYS)));
        double due = inside * TrendSequence.BLOCK_DAYS / horizon / set.discount();
        return new LstmPath(network, new Scale(0, scale.mean(), scale.sd()), mean, sd, inside, due);
    }

    private static double[][] sequences(Rows rows) {
        double[][] sequences = new double[rows.size()][];
        Arrays.setAll(sequences, i -> rows.data().sequences()[rows.row(i)]);
        return sequences;
    }

    private double[] values(Rows rows) {
        return rows.of(i -> heldOutValue[rows.row(i)]);
    }

    /** What came, as margin in major units, without discount. */
    private double[][] blocks(Rows rows) {
        double perMinor = set.valuePerMinor() / set.discount();
        double[][] blocks = new double[rows.size()][BLOCKS];
        for (int i = 0; i < blocks.length; i++) {
            for (int block = 0; block < BLOCKS; block++) {
                blocks[i][block] = Math.max(0, rows.data().blocksMinor()[rows.row(i)][block]) * perMinor;
            }
        }
        return blocks;
    }

    private double[][] byIndex(SeasonalPath path, Rows rows) {
        double[] values = values(rows);
        double[][] blocks = new double[values.length][BLOCKS];
        for (int i = 0; i < values.length; i++) {
            for (int block = 0; block < BLOCKS; block++) {
                blocks[i][block] = path.block(values[i], block);
            }
        }
        return blocks;
    }

    /** Spend of the same blocks one year, that is twelve blocks, ago. */
    private double[][] lastYear(Rows rows) {
        double margin = set.schema().value().margin();
        double[][] blocks = new double[rows.size()][BLOCKS];
        for (int i = 0; i < blocks.length; i++) {
            double[] sequence = rows.data().sequences()[rows.row(i)];
            for (int block = 0; block < BLOCKS; block++) {
                int step = TrendSequence.STEPS - 12 + block;
                double logged = sequence[step * TrendSequence.CHANNELS + TrendSequence.SPEND];
                blocks[i][block] = margin * StrictMath.expm1(logged);
            }
        }
        return blocks;
    }
}
