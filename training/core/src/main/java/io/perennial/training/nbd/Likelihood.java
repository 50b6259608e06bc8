package io.perennial.training.nbd;

/** A log-likelihood as a function of unbounded parameters, mostly logarithms, with its derivatives. */
sealed interface Likelihood
        permits HistoryLikelihood,
                GammaGammaLikelihood,
                Regularity.GapShareLikelihood,
                CovariateLikelihood,
                Penalised,
                BgBbLikelihood {

    /** The log-likelihood at a point, with slopes and bends in these parameters. */
    Expansion expand(double[] at);
}
