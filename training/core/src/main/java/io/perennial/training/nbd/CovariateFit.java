package io.perennial.training.nbd;

import io.perennial.scoring.nbd.NbdFamily;
import io.perennial.scoring.nbd.PurchaseModel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * A member fitted with covariates of the users, or with a penalty, or both.
 *
 * @param family        the member
 * @param parameters    of a user whose covariates are all zero, rates in days
 * @param uncertainty   of their logarithms, then of the coefficients
 * @param buying        what each covariate does to the logarithm of the rate of purchase
 * @param leaving       what it does to the logarithm of the rate, or of the odds, of leaving
 * @param logLikelihood of the users, the penalty left out
 * @param test          of all coefficients being zero; none with a penalty, nor where the top is not identified: where nobody
 *                      is seen to leave, effects on leaving are not in the likelihood, and the test would count them
 * @param verdict       whether there is a top inside what is tried
 */
public record CovariateFit(
        NbdFamily family,
        List<Double> parameters,
        Uncertainty uncertainty,
        List<Coefficient> buying,
        List<Coefficient> leaving,
        double logLikelihood,
        LikelihoodRatio test,
        TopVerdict verdict) {

    private static final int MOST_EVALUATIONS = 300;

    /** A coefficient multiplies a rate by at most e to this, whatever the covariate. */
    private static final double LARGEST_EFFECT = 12;

    /** What one more of a covariate adds to the logarithm of a rate. */
    public record Coefficient(String covariate, double value, double error, Interval interval) {}

    public CovariateFit {
        parameters = List.copyOf(parameters);
        buying = List.copyOf(buying);
        leaving = List.copyOf(leaving);
    }

    /**
     * Fits a member.
     *
     * @param names    of the covariates, in the order of each subject's
     * @param penalty  half of it times the squared distance of all logarithms and coefficients from zero is taken off, time
     *                 measured in mean ages; 0 for none
     * @throws IllegalArgumentException where a covariate is the same for everybody, or, without a penalty, follows from others
     */
    public static CovariateFit fit(NbdFamily family, List<Subject> subjects, List<String> names, double penalty) {
        if (!(penalty >= 0 && penalty <= 1e6)) {
            throw new IllegalArgumentException("penalty " + penalty + " is outside [0, 1e6]");
        }
        NbdFit plain = NbdFit.fit(
                family, NbdData.of(subjects.stream().map(Subject::history).toList()));
        List<Subject> ordered = subjects.stream()
                .sorted(Comparator.comparingDouble(subject -> subject.history().repeats()))
                .toList();
        double[] start = start(plain, names.size());
        double age = meanAge(ordered);
        double[] reach = reach(ordered, names);
        if (penalty == 0) {
            Collinearity.refuse(ordered, names);
        }
        double[] low = bounds(SearchBox.low(family, age), reach, -1);
        double[] high = bounds(SearchBox.high(family, age), reach, 1);
        CovariateLikelihood likelihood = new CovariateLikelihood(ordered, family, names.size());
        double[] centre = centre(family, age, start.length);
        // From the plain fit alone a penalised climb may not come back from where that shows no dropout.
        Optimum top = penalty == 0
                ? climb(likelihood, low, high, start)
                : climb(new Penalised(likelihood, penalty, centre), low, high, start, centre);
        boolean isTested = penalty == 0 && !names.isEmpty();
        TopVerdict verdict = TopVerdict.of(top, ordered.size(), low, high, names(family, names), likelihood.steps());
        return of(likelihood, names, top, verdict, isTested ? without(ordered, family, start, age) : Double.NaN);
    }

    /** Of all that is climbed in, in order. */
    private static List<String> names(NbdFamily family, List<String> covariates) {
        return Stream.of(
                        family.parameterNames().stream(),
                        covariates.stream().map(name -> "the effect of " + name + " on buying"),
                        covariates.stream().map(name -> "the effect of " + name + " on leaving"))
                .flatMap(some -> some)
                .toList();
    }

    private static Optimum climb(Likelihood likelihood, double[] low, double[] high, double[]... starts) {
        return new NewtonAscent(likelihood, low, high, MOST_EVALUATIONS).climb(starts);
    }

    /** The top without covariates over the very same users: the plain fit may have read fewer. */
    private static double without(List<Subject> subjects, NbdFamily family, double[] start, double age) {
        double[] low = SearchBox.low(family, age);
        return climb(
                        new CovariateLikelihood(subjects, family, 0),
                        low,
                        SearchBox.high(family, age),
                        Arrays.copyOf(start, low.length))
                .value();
    }

    private static CovariateFit of(
            CovariateLikelihood likelihood, List<String> names, Optimum top, TopVerdict verdict, double without) {
        double[] at = top.at().toArray();
        Uncertainty uncertainty = Uncertainty.of(top);
        double value = likelihood.expand(at).value();
        return new CovariateFit(
                likelihood.family(),
                Arrays.stream(at).limit(4).map(StrictMath::exp).boxed().toList(),
                uncertainty,
                coefficients(names, uncertainty, 4),
                coefficients(names, uncertainty, 4 + names.size()),
                value,
                Double.isNaN(without) || !verdict.identified()
                        ? LikelihoodRatio.none()
                        : LikelihoodRatio.of(value - without, 2 * names.size()),
                verdict);
    }

    private static List<Coefficient> coefficients(List<String> names, Uncertainty uncertainty, int first) {
        double reach = new NormalDistribution().inverseCumulativeProbability((1 + Uncertainty.LEVEL) / 2);
        return IntStream.range(0, names.size())
                .mapToObj(i -> {
                    double value = uncertainty.centre().get(first + i);
                    double error = uncertainty.deviation(first + i);
                    return new Coefficient(
                            names.get(i), value, error, new Interval(value - reach * error, value + reach * error));
                })
                .toList();
    }

    /** The member for a user with these covariates. */
    public PurchaseModel model(List<Double> covariates) {
        double[] at =
                uncertainty.centre().stream().mapToDouble(Double::doubleValue).toArray();
        return family.model(new CovariateLikelihood(List.of(), family, buying.size()).parameters(at, covariates));
    }

    private static double[] start(NbdFit plain, int covariates) {
        double[] logs =
                Arrays.stream(plain.model().parameters()).map(StrictMath::log).toArray();
        return Arrays.copyOf(logs, logs.length + 2 * covariates);
    }

    /** How far each coefficient may be from 0, first on buying, then on leaving. */
    private static double[] reach(List<Subject> subjects, List<String> names) {
        double[] reach = new double[2 * names.size()];
        for (int i = 0; i < names.size(); i++) {
            int column = i;
            double[] values = subjects.stream()
                    .mapToDouble(subject -> subject.covariates().get(column))
                    .toArray();
            double largest = DoubleStream.of(values).map(Math::abs).max().orElse(0);
            if (DoubleStream.of(values).distinct().count() < 2) {
                throw new IllegalArgumentException("covariate " + names.get(i)
                        + " is the same for everybody, so nothing follows from it; leave it out");
            }
            reach[i] = LARGEST_EFFECT / largest;
            reach[names.size() + i] = LARGEST_EFFECT / largest;
        }
        return reach;
    }

    private static double[] bounds(double[] ofParameters, double[] ofCoefficients, int direction) {
        return DoubleStream.concat(
                        DoubleStream.of(ofParameters),
                        DoubleStream.of(ofCoefficients).map(reach -> direction * reach))
                .toArray();
    }

    private static double meanAge(List<Subject> subjects) {
        double age = subjects.stream()
                .mapToDouble(subject -> subject.history().age())
                .average()
                .orElse(1);
        return Math.max(age, 1);
    }

    /** Shapes of one, scales of a mean age, no effect of a covariate. */
    private static double[] centre(NbdFamily family, double age, int dimension) {
        double[] centre = new double[dimension];
        centre[1] = StrictMath.log(age);
        centre[3] = family == NbdFamily.PARETO_NBD ? centre[1] : 0;
        return centre;
    }
}
