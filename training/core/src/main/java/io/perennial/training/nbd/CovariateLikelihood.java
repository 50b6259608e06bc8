package io.perennial.training.nbd;

import io.perennial.scoring.nbd.NbdFamily;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Likelihood of a member whose rates scale with the users' covariates z, over the logarithms of its four parameters, then
 * a coefficient g a covariate for buying, then one h for leaving.
 *
 * <p>Fader and Hardie (2007), "Incorporating Time-Invariant Covariates into the Pareto/NBD and BG/NBD Models": the mean
 * rate of purchase is multiplied by {@code e^(g z)}, so alpha by {@code e^(-g z)}. In the Pareto/NBD the mean rate of
 * leaving is multiplied by {@code e^(h z)}, so beta by {@code e^(-h z)}; in the BG/NBD a is, the odds a/b of leaving.
 *
 * @param subjects by rising repeats
 * @param family   BG/NBD or Pareto/NBD
 * @param width    covariates a subject
 */
record CovariateLikelihood(List<Subject> subjects, NbdFamily family, int width) implements Likelihood {

    private static final int PARAMETERS = 4;
    private static final int BUYING = 1;

    CovariateLikelihood {
        if (family != NbdFamily.BG_NBD && family != NbdFamily.PARETO_NBD) {
            throw new IllegalArgumentException(family.title() + " takes no covariates; BG/NBD and Pareto/NBD do");
        }
    }

    /** The parameters of a subject, at a place of this likelihood. */
    double[] parameters(double[] at, List<Double> covariates) {
        double[] logs = Arrays.copyOf(at, PARAMETERS);
        for (int i = 0; i < width; i++) {
            logs[BUYING] -= at[PARAMETERS + i] * covariates.get(i);
            logs[leaving()] += sign() * at[PARAMETERS + width + i] * covariates.get(i);
        }
        for (int i = 0; i < PARAMETERS; i++) {
            logs[i] = StrictMath.exp(logs[i]);
        }
        return logs;
    }

    @Override
    public Expansion expand(double[] at) {
        Expansion sum = new Expansion(at.length);
        for (Subject subject : subjects) {
            double[] parameters = parameters(at, subject.covariates());
            HistoryTerm term =
                    family == NbdFamily.BG_NBD ? GeometricTerm.afterRepeats(parameters) : new ParetoTerm(parameters);
            Expansion user = new Expansion(PARAMETERS);
            term.add(subject.history(), 1, user);
            add(user.inLogs(parameters), subject.covariates(), sum);
        }
        return sum;
    }

    /** The chain rule: every parameter of the likelihood moves one logarithm of the subject's, in proportion. */
    private void add(Expansion user, List<Double> covariates, Expansion sum) {
        Expansion moved = new Expansion(sum.dimension());
        moved.setValue(user.value());
        for (int i = 0; i < sum.dimension(); i++) {
            int row = moves(i);
            double by = inProportion(i, covariates);
            moved.setSlope(i, by * user.slope(row));
            for (int j = 0; j <= i; j++) {
                double bend = user.bend(Math.max(row, moves(j)), Math.min(row, moves(j)));
                moved.setBend(i, j, by * inProportion(j, covariates) * bend);
            }
        }
        sum.add(1, moved);
    }

    /**
     * As columns, how far to go for the rates to change by a power of e: of a mean user for the parameters, so that how far
     * covariates are from zero says nothing, and over a standard deviation of its covariate for a coefficient.
     */
    RealMatrix steps() {
        List<Double> mean = IntStream.range(0, width).mapToObj(this::mean).toList();
        RealMatrix steps = MatrixUtils.createRealIdentityMatrix(PARAMETERS + 2 * width);
        for (int i = PARAMETERS; i < PARAMETERS + 2 * width; i++) {
            double step = 1 / deviation((i - PARAMETERS) % width, mean);
            steps.setEntry(i, i, step);
            steps.setEntry(moves(i), i, -step * inProportion(i, mean));
        }
        return steps;
    }

    private double mean(int covariate) {
        return subjects.stream()
                .mapToDouble(subject -> subject.covariates().get(covariate))
                .average()
                .orElse(0);
    }

    private double deviation(int covariate, List<Double> mean) {
        return Math.sqrt(subjects.stream()
                .mapToDouble(subject -> subject.covariates().get(covariate) - mean.get(covariate))
                .map(distance -> distance * distance)
                .average()
                .orElse(0));
    }

    private int moves(int i) {
        if (i < PARAMETERS) {
            return i;
        }
        return i < PARAMETERS + width ? BUYING : leaving();
    }

    private double inProportion(int i, List<Double> covariates) {
        if (i < PARAMETERS) {
            return 1;
        }
        return i < PARAMETERS + width
                ? -covariates.get(i - PARAMETERS)
                : sign() * covariates.get(i - PARAMETERS - width);
    }

    private int leaving() {
        return family == NbdFamily.BG_NBD ? 2 : 3;
    }

    private int sign() {
        return family == NbdFamily.BG_NBD ? 1 : -1;
    }
}
