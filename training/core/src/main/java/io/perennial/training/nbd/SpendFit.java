package io.perennial.training.nbd;

import io.perennial.scoring.nbd.GammaGamma;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealVector;

/**
 * Gamma-Gamma fitted by maximum likelihood, or what stands in for it.
 *
 * @param model          the model to serve; the credibility mean in its form where the likelihood has no top
 * @param logLikelihood  of the served model; NaN where nothing could be fitted
 * @param uncertainty    of p, q and v; that of no parameter unless the verdict is identified
 * @param verdict        what the fit is worth
 * @param warnings       what the data make doubtful
 */
public record SpendFit(
        GammaGamma model,
        double logLikelihood,
        Uncertainty uncertainty,
        SpendVerdict verdict,
        List<DataWarning> warnings) {

    /** Users with a repeat below which means of users are not told apart. */
    public static final int LEAST_USERS = 30;

    /** Correlation from which frequency and spend can't pass as independent; the CDNOW sample, where they do, has 0.11. */
    private static final double CORRELATED = 0.2;

    /** Standard deviations beyond which a correlation is no accident. */
    private static final double SIGNIFICANT = 3;

    private static final int MOST_EVALUATIONS = 500;

    private static final RealVector LOW = logs(1e-3, 1 + 1e-3, 1e-6);
    private static final RealVector HIGH = logs(1e4, 1e4, 1e9);

    public SpendFit {
        warnings = List.copyOf(warnings);
    }

    /**
     * Fits the baskets of users with a repeat.
     *
     * @throws IllegalArgumentException where nobody has a repeat with a positive amount
     */
    public static SpendFit fit(SpendData data) {
        if (data.users() == 0) {
            throw new IllegalArgumentException(
                    "no user has a repeat purchase with a positive amount; value needs purchases with amounts");
        }
        if (data.users() < LEAST_USERS) {
            SpendVerdict verdict = new SpendVerdict.TooFew(data.users(), LEAST_USERS);
            return new SpendFit(Credibility.none(data.mean()), Double.NaN, Uncertainty.NONE, verdict, List.of());
        }
        return fit(data, MOST_EVALUATIONS);
    }

    /** The same by at most so many evaluations of the likelihood. */
    static SpendFit fit(SpendData data, int mostEvaluations) {
        double scale = data.mean();
        NewtonAscent ascent =
                new NewtonAscent(new GammaGammaLikelihood(data), box(LOW, scale), box(HIGH, scale), mostEvaluations);
        // the last start lies on the way to baskets that do not vary, where degenerate likelihoods have their top
        Optimum top = ascent.climb(
                logs(3, 3, 2.0 / 3 * scale).toArray(),
                logs(1, 5, 4 * scale).toArray(),
                logs(1_000, 3, 2e-3 * scale).toArray());
        if (!isInside(top, scale)) {
            return credible(data, weight -> degenerate(top, weight));
        }
        if (!top.isTop(data.users())) {
            return credible(
                    data, weight -> new SpendVerdict.NotConverged(top.gradientNorm(), top.evaluations(), weight));
        }
        return top.widestError() <= NbdFit.WIDEST_ERROR
                ? proper(data, top)
                : credible(data, weight -> degenerate(top, weight));
    }

    private static SpendFit proper(SpendData data, Optimum top) {
        double[] at = top.parameters();
        return new SpendFit(
                new GammaGamma(at[0], at[1], at[2]),
                top.value(),
                Uncertainty.of(top),
                new SpendVerdict.Converged(top.value(), data.users()),
                warnings(data));
    }

    private static SpendVerdict degenerate(Optimum top, double weightOfOne) {
        double[] at = top.parameters();
        return new SpendVerdict.Degenerate(at[0], at[1], at[2], weightOfOne);
    }

    /** The credibility mean, with the verdict that made it stand in. */
    private static SpendFit credible(SpendData data, DoubleFunction<SpendVerdict> verdict) {
        GammaGamma model = Credibility.estimate(data);
        return new SpendFit(
                model, Double.NaN, Uncertainty.NONE, verdict.apply(Credibility.weightOfOne(model)), warnings(data));
    }

    private static boolean isInside(Optimum top, double scale) {
        double[] low = box(LOW, scale);
        double[] high = box(HIGH, scale);
        return IntStream.range(0, low.length)
                .noneMatch(i -> SearchBox.isEdge(top.at().getEntry(i), low[i], high[i]));
    }

    private static List<DataWarning> warnings(SpendData data) {
        double correlation = data.correlation();
        boolean strong =
                Math.abs(correlation) > CORRELATED && Math.abs(correlation) * Math.sqrt(data.users()) > SIGNIFICANT;
        return strong ? List.of(new DataWarning.SpendFollowsFrequency(correlation, data.users())) : List.of();
    }

    /** Bounds with v in units of the mean basket. */
    private static double[] box(RealVector bounds, double scale) {
        double[] box = bounds.toArray();
        box[2] += StrictMath.log(scale);
        return box;
    }

    private static RealVector logs(double... values) {
        return new ArrayRealVector(DoubleStream.of(values).map(StrictMath::log).toArray());
    }
}
