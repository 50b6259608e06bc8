package io.perennial.training.nbd;

import io.perennial.scoring.nbd.MbgCnbd;
import io.perennial.scoring.nbd.NbdFamily;
import io.perennial.scoring.nbd.PurchaseModel;
import java.util.ArrayList;
import java.util.List;

/**
 * One member of the NBD family fitted by maximum likelihood.
 *
 * @param model          the fitted model, rates in days
 * @param logLikelihood  at the top, without the term {@code -ln x!}
 * @param uncertainty    of the parameters, k of the MBG/CNBD-k taken as known
 * @param gradientNorm   largest slope left in a log parameter
 * @param evaluations    how often the likelihood was evaluated
 * @param verdict        what the fit is worth
 */
public record NbdFit(
        PurchaseModel model,
        double logLikelihood,
        Uncertainty uncertainty,
        double gradientNorm,
        int evaluations,
        FitVerdict verdict) {

    /** Users below which dropout is not looked for. */
    public static final int LEAST_USERS = 50;

    /** Repeat purchases below which dropout is not looked for. */
    public static final int LEAST_REPEATS = 30;

    /** Log-likelihood that two more parameters must gain: 5 % of a likelihood ratio test with two degrees of freedom. */
    public static final double NEEDED_GAIN = 3.0;

    /** A mix of parameters known only up to this many powers of e is not known. */
    static final double WIDEST_ERROR = 3;

    /** Standard errors of the parameters, in their order; NaN where the likelihood has no proper top. */
    public List<Double> standardErrors() {
        return uncertainty.standardErrors();
    }

    /** The same member with other parameters, k of the MBG/CNBD-k left as it is. */
    PurchaseModel withParameters(double[] parameters) {
        return model instanceof MbgCnbd regular ? regularModel(parameters, regular.k()) : family().model(parameters);
    }

    /** Which member this is. */
    public NbdFamily family() {
        return model.family();
    }

    /**
     * Fits one member.
     *
     * @throws IllegalArgumentException where there are no users
     */
    public static NbdFit fit(NbdFamily family, NbdData data) {
        Optimum limit = limit(data);
        return switch (family) {
            case NBD -> withoutDropout(data, limit);
            case MBG_CNBD_K -> regular(data, limit, withDropout(NbdFamily.MBG_NBD, data, limit));
            case BG_NBD, MBG_NBD, PARETO_NBD -> withDropout(family, data, limit);
        };
    }

    /** Fits every member; the one without dropout first. */
    static List<NbdFit> all(NbdData data) {
        Optimum limit = limit(data);
        List<NbdFit> fits = new ArrayList<>();
        fits.add(withoutDropout(data, limit));
        for (NbdFamily family : List.of(NbdFamily.BG_NBD, NbdFamily.MBG_NBD, NbdFamily.PARETO_NBD)) {
            fits.add(withDropout(family, data, limit));
        }
        fits.add(regular(data, limit, fits.get(2)));
        return fits;
    }

    private static Optimum limit(NbdData data) {
        if (data.rows().isEmpty()) {
            throw new IllegalArgumentException("there are no users to fit the NBD family to; give at least one");
        }
        return SearchBox.limit(data).climb(some -> likelihood(NbdFamily.NBD, some));
    }

    private static NbdFit withoutDropout(NbdData data, Optimum top) {
        return of(NbdFamily.NBD, top, judgeLimit(data, top));
    }

    private static FitVerdict judgeLimit(NbdData data, Optimum top) {
        int edge = SearchBox.limit(data).edge(top.at());
        if (edge >= 0) {
            return new FitVerdict.Boundary(
                    NbdFamily.NBD, NbdFamily.NBD.parameterNames().get(edge), top.parameters()[edge]);
        }
        return new FitVerdict.Converged(NbdFamily.NBD, top.value(), 0);
    }

    private static NbdFit withDropout(NbdFamily family, NbdData data, Optimum limit) {
        SearchBox box = SearchBox.of(family, data, limit);
        Optimum top = box.climb(some -> likelihood(family, some));
        return of(family, top, judge(family, data, box, top, top.value() - limit.value(), top.value()));
    }

    /** The MBG/CNBD-k beside the MBG/NBD that it contains. */
    private static NbdFit regular(NbdData data, Optimum limit, NbdFit random) {
        CnbdFit fit = CnbdFit.after(data, limit, random.logLikelihood());
        double gain = fit.value() - random.logLikelihood();
        if (fit.top().isEmpty()) {
            return new NbdFit(
                    regularModel(random.model().parameters(), 1),
                    random.logLikelihood(),
                    random.uncertainty(),
                    random.gradientNorm(),
                    random.evaluations(),
                    new FitVerdict.NotRegular(1, 0, NEEDED_GAIN));
        }
        Optimum top = fit.top().get();
        FitVerdict verdict = gain < NEEDED_GAIN
                ? new FitVerdict.NotRegular(fit.steps(), gain, NEEDED_GAIN)
                : judge(
                        NbdFamily.MBG_CNBD_K,
                        data,
                        SearchBox.regular(fit.steps(), data, limit),
                        top,
                        fit.gainOfDropout(data, limit),
                        fit.value());
        return new NbdFit(
                regularModel(top.parameters(), fit.steps()),
                fit.value(),
                Uncertainty.of(top),
                top.gradientNorm(),
                top.evaluations(),
                verdict);
    }

    private static PurchaseModel regularModel(double[] parameters, int steps) {
        return NbdFamily.MBG_CNBD_K.model(parameters[0], parameters[1], parameters[2], parameters[3], steps);
    }

    private static Likelihood likelihood(NbdFamily family, NbdData data) {
        return new HistoryLikelihood(
                data,
                switch (family) {
                    case BG_NBD -> GeometricTerm::afterRepeats;
                    case MBG_NBD -> parameters -> GeometricTerm.afterPurchases(1, parameters);
                    case MBG_CNBD_K -> throw new IllegalArgumentException("MBG/CNBD-k has a likelihood for each k");
                    case PARETO_NBD -> ParetoTerm::new;
                    case NBD -> NbdTerm::new;
                });
    }

    private static FitVerdict judge(
            NbdFamily family, NbdData data, SearchBox box, Optimum top, double gain, double logLikelihood) {
        if (data.users() < LEAST_USERS || data.repeats() < LEAST_REPEATS) {
            return new FitVerdict.TooFew(family, data.users(), data.repeats(), NbdFamily.NBD);
        }
        if (!top.isTop(data.users()) || gain < -1e-3) {
            return new FitVerdict.NotConverged(family, top.gradientNorm(), top.evaluations(), NbdFamily.NBD);
        }
        if (gain < NEEDED_GAIN) {
            return new FitVerdict.NotIdentified(family, gain, NEEDED_GAIN, NbdFamily.NBD);
        }
        int edge = box.edge(top.at());
        if (edge >= 0) {
            return new FitVerdict.Boundary(family, family.parameterNames().get(edge), top.parameters()[edge]);
        }
        double widest = top.widestError();
        return widest > WIDEST_ERROR
                ? new FitVerdict.Flat(family, widest)
                : new FitVerdict.Converged(family, logLikelihood, gain);
    }

    private static NbdFit of(NbdFamily family, Optimum top, FitVerdict verdict) {
        return new NbdFit(
                family.model(top.parameters()),
                top.value(),
                Uncertainty.of(top),
                top.gradientNorm(),
                top.evaluations(),
                verdict);
    }
}
