package io.perennial.training.nbd;

import java.util.Locale;

/** What a fit of Gamma-Gamma is worth, with the numbers that decided it. */
public sealed interface SpendVerdict {

    /** One English sentence for a report. */
    String message();

    /** Whether the parameters are those of the likelihood's top. */
    boolean identified();

    /** A proper top inside the box. */
    record Converged(double logLikelihood, int users) implements SpendVerdict {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT, "Gamma-Gamma fits %d users with log-likelihood %.3f.", users, logLikelihood);
        }

        @Override
        public boolean identified() {
            return true;
        }
    }

    /**
     * The likelihood ran away: a user's baskets would not vary at all, or the mean over users would be infinite.
     *
     * @param p          where the climb ended
     * @param q          where the climb ended
     * @param v          where the climb ended, money
     * @param weightOfOne weight of a single basket against the population mean in the credibility estimate used instead
     */
    record Degenerate(double p, double q, double v, double weightOfOne) implements SpendVerdict {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "Gamma-Gamma is degenerate (p = %.3g, q = %.3g, v = %.3g); a credibility mean is used instead,"
                            + " where one basket weighs %.2f.",
                    p,
                    q,
                    v,
                    weightOfOne);
        }

        @Override
        public boolean identified() {
            return false;
        }
    }

    /**
     * The climb ended without reaching a top.
     *
     * @param gradientNorm slope left in the log parameters
     * @param evaluations  how often the likelihood was evaluated
     * @param weightOfOne  weight of a single basket against the population mean in the credibility estimate used instead
     */
    record NotConverged(double gradientNorm, int evaluations, double weightOfOne) implements SpendVerdict {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "Gamma-Gamma did not converge in %d evaluations (slope left %.3g); a credibility mean is used"
                            + " instead, where one basket weighs %.2f.",
                    evaluations,
                    gradientNorm,
                    weightOfOne);
        }

        @Override
        public boolean identified() {
            return false;
        }
    }

    /**
     * Too few users with a repeat to tell their means apart: everybody is expected to spend the population mean.
     *
     * @param users   users with a repeat
     * @param needed  the least number
     */
    record TooFew(int users, int needed) implements SpendVerdict {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "Gamma-Gamma needs %d users with a repeat purchase, here are %d; the mean basket is used for all.",
                    needed,
                    users);
        }

        @Override
        public boolean identified() {
            return false;
        }
    }
}
