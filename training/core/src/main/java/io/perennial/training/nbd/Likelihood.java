package io.perennial.training.nbd;

/** A log-likelihood as a function of the logarithms of its parameters, with its gradient. */
sealed interface Likelihood permits NbdLikelihood, GeometricLikelihood, ParetoLikelihood, GammaGammaLikelihood {

    /** Number of parameters. */
    int dimension();

    /**
     * The log-likelihood at these log parameters; its gradient in them goes to {@code gradient}.
     */
    double evaluate(double[] logParameters, double[] gradient);
}
