package io.perennial.training.lognormal;

import io.perennial.scoring.graph.Activation;
import io.perennial.scoring.graph.Blend;
import io.perennial.scoring.graph.Dense;
import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Linear;
import io.perennial.scoring.graph.Product;
import io.perennial.scoring.graph.Quantile;
import io.perennial.scoring.graph.Scale;
import io.perennial.scoring.graph.Select;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.learner.Preparation;
import java.util.Arrays;
import java.util.Optional;

/** What a zero-inflated lognormal network learned, as numbers of the published form. */
public final class LearnedLognormal {

    /** Below this times the unit an amount is as good as nothing. */
    private static final double LEAST_LOG = -40;

    /** Deeplearning4j adds doubles as we do, in another order and with another tanh. */
    private static final double TOLERANCE = 1e-5;

    private final Preparation preparation;
    private final Scale scale;
    private final LognormalNetwork network;
    private final double unit;
    private final double mostLog;

    /**
     * What was learned.
     *
     * @param unit    the amount that the network counts as 1
     * @param mostLog logarithm of the most that is expected of anybody, in that unit
     */
    LearnedLognormal(Preparation preparation, Scale scale, LognormalNetwork network, double unit, double mostLog) {
        this.preparation = preparation;
        this.scale = scale;
        this.network = network;
        this.unit = unit;
        this.mostLog = mostLog;
    }

    /** The probability of any amount. */
    public Learned any() {
        return number(this::addAny);
    }

    /** The expected amount given any: {@code exp(mu + sigma^2 / 2)}, at most the largest amount learned from. */
    public Learned ifAny() {
        return number(this::addIfAny);
    }

    /** The expected amount. */
    public Learned mean() {
        return number((draft, heads) -> {
            int any = addAny(draft, heads);
            return draft.add(new Product(Ints.of(any, addIfAny(draft, heads)), Ints.of(0, 0)));
        });
    }

    private Learned number(Part part) {
        return new Head(this, part);
    }

    /** Adds what a number is made of over the node of the three numbers. */
    private interface Part {
        int addTo(ModelDraft draft, int heads);
    }

    private int addHeads(ModelDraft draft) {
        int logged = preparation.addLogged(draft);
        return network.addTo(draft, draft.add(new Scale(logged, scale.mean(), scale.sd())));
    }

    private int addAny(ModelDraft draft, int heads) {
        return draft.add(Dense.apply(draft.add(new Select(heads, Ints.of(0))), 1, Activation.SIGMOID));
    }

    private int addIfAny(ModelDraft draft, int heads) {
        int log = draft.add(held(addLogMean(draft, heads), LEAST_LOG, Math.max(mostLog, LEAST_LOG + 1)));
        return draft.add(new Linear(draft.add(Dense.apply(log, 1, Activation.EXP)), Doubles.of(unit), 0));
    }

    private static int addLogMean(ModelDraft draft, int heads) {
        int raw = draft.add(Dense.apply(draft.add(new Select(heads, Ints.of(2))), 1, Activation.SOFTPLUS));
        int sigma = draft.add(held(raw, ZeroInflatedLognormal.LEAST_SIGMA, ZeroInflatedLognormal.MOST_SIGMA));
        int variance = draft.add(new Product(Ints.of(sigma, sigma), Ints.of(0, 0)));
        int mu = draft.add(new Select(heads, Ints.of(1)));
        return draft.add(new Blend(Ints.of(mu, variance), Doubles.of(1, 0.5), 0));
    }

    /** A number held between two others: the curve that is itself between them and flat outside. */
    private static Quantile held(int number, double least, double most) {
        return new Quantile(number, Doubles.of(least, most), Doubles.of(least, most));
    }

    /** The log-odds of any amount plus the logarithm of its mean: one number that shows all three heads. */
    private int addProbe(ModelDraft draft, int heads) {
        int odds = draft.add(new Select(heads, Ints.of(0)));
        return draft.add(new Blend(Ints.of(odds, addLogMean(draft, heads)), Doubles.of(1, 1), 0));
    }

    private double[] probes(double[][] features) {
        return Arrays.stream(network.heads(Preparation.scaled(preparation.logged(features), scale)))
                .mapToDouble(heads -> heads[0] + ZeroInflatedLognormal.logMean(heads))
                .toArray();
    }

    private record Head(LearnedLognormal whole, Part part) implements Learned {

        @Override
        public int addTo(ModelDraft draft) {
            return part.addTo(draft, whole.addHeads(draft));
        }

        @Override
        public Learned proven() {
            return whole.number(whole::addProbe);
        }

        @Override
        public Optional<Origin> origin() {
            return Optional.of(new NetworkOrigin(whole));
        }
    }

    private record NetworkOrigin(LearnedLognormal whole) implements Learned.Origin {

        @Override
        public String fileName() {
            return "ziln.zip";
        }

        @Override
        public byte[] bytes() {
            return whole.network.zip();
        }

        @Override
        public double[] predict(double[][] features) {
            return whole.probes(features);
        }

        @Override
        public double tolerance() {
            return TOLERANCE;
        }
    }
}
