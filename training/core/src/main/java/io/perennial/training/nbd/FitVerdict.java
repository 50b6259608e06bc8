package io.perennial.training.nbd;

import io.perennial.scoring.nbd.NbdFamily;
import java.util.Locale;

/** What a fit is worth, with the numbers that decided it. */
public sealed interface FitVerdict {

    /** One English sentence for a report. */
    String message();

    /** Whether the model may be served. */
    boolean usable();

    /** Whether every parameter is determined by the data, so that P(alive) may be shown. */
    boolean identified();

    /** A proper top inside the box; with dropout, better than the model without it by {@code gain}. */
    record Converged(NbdFamily family, double logLikelihood, double gain) implements FitVerdict {
        @Override
        public String message() {
            String fits = text("%s fits with log-likelihood %.3f", family.title(), logLikelihood);
            return family == NbdFamily.NBD ? fits + "." : fits + text(", %.2f above the model without dropout.", gain);
        }

        @Override
        public boolean usable() {
            return true;
        }

        @Override
        public boolean identified() {
            return true;
        }
    }

    /** Dropout improves the fit, but a parameter ran to the edge of what is tried: only its limit is known. */
    record Boundary(NbdFamily family, String parameter, double value) implements FitVerdict {
        @Override
        public String message() {
            return text(
                    "%s ran to the edge at %s = %.3g: its forecasts are those of the limit, its P(alive) is not shown.",
                    family.title(), parameter, value);
        }

        @Override
        public boolean usable() {
            return true;
        }

        @Override
        public boolean identified() {
            return false;
        }
    }

    /** Dropout improves the fit, but some direction of the parameters hardly changes the likelihood. */
    record Flat(NbdFamily family, double widestError) implements FitVerdict {
        @Override
        public String message() {
            return text(
                    "%s has a flat likelihood: some mix of its parameters is known only up to a factor of e^%.1f.",
                    family.title(), widestError);
        }

        @Override
        public boolean usable() {
            return true;
        }

        @Override
        public boolean identified() {
            return false;
        }
    }

    /** The data show no dropout that the model without it does not explain as well. */
    record NotIdentified(NbdFamily family, double gain, double needed, NbdFamily fallback) implements FitVerdict {
        @Override
        public String message() {
            return text(
                    "%s gains %.2f in log-likelihood where %.2f is needed to speak of dropout; %s is used instead.",
                    family.title(), gain, needed, fallback.title());
        }

        @Override
        public boolean usable() {
            return false;
        }

        @Override
        public boolean identified() {
            return false;
        }
    }

    /** Purchases come no more regularly than at random, or not by enough to speak of. */
    record NotRegular(int steps, double gain, double needed) implements FitVerdict {
        @Override
        public String message() {
            return steps == 1
                    ? "MBG/CNBD-k fits best with k = 1: purchases come at random, and MBG/NBD says the same."
                    : text(
                            "MBG/CNBD-k gains %.2f with k = %d where %.2f is needed to speak of regular purchases;"
                                    + " MBG/NBD is used instead.",
                            gain, steps, needed);
        }

        @Override
        public boolean usable() {
            return false;
        }

        @Override
        public boolean identified() {
            return false;
        }
    }

    /** The climb ended without reaching a top, or below the simpler model it contains. */
    record NotConverged(NbdFamily family, double gradientNorm, int evaluations, NbdFamily fallback)
            implements FitVerdict {
        @Override
        public String message() {
            return text(
                    "%s did not converge in %d evaluations (slope left %.3g); %s is used instead.",
                    family.title(), evaluations, gradientNorm, fallback.title());
        }

        @Override
        public boolean usable() {
            return false;
        }

        @Override
        public boolean identified() {
            return false;
        }
    }

    /** Too few users or repeat purchases to tell dropout from slow buying. */
    record TooFew(NbdFamily family, double users, double repeats, NbdFamily fallback) implements FitVerdict {
        @Override
        public String message() {
            return text(
                    "%s needs at least %d users and %d repeat purchases, here are %.0f and %.0f; %s is used instead.",
                    family.title(), NbdFit.LEAST_USERS, NbdFit.LEAST_REPEATS, users, repeats, fallback.title());
        }

        @Override
        public boolean usable() {
            return false;
        }

        @Override
        public boolean identified() {
            return false;
        }
    }

    private static String text(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }
}
