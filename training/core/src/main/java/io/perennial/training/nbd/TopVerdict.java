package io.perennial.training.nbd;

import java.util.List;
import java.util.Locale;

/** Where a climb ended that is judged by itself, beside no simpler model. */
public sealed interface TopVerdict {

    /** One English phrase for a report. */
    String message();

    /** Whether the parameters are those of the likelihood's top. */
    boolean identified();

    /** A top inside the box. */
    record Inside(double gradientNorm, int evaluations) implements TopVerdict {
        @Override
        public String message() {
            return "a proper top";
        }

        @Override
        public boolean identified() {
            return true;
        }
    }

    /** A parameter ran to the edge of what is tried: only its limit is known. */
    record AtEdge(String parameter) implements TopVerdict {
        @Override
        public String message() {
            return "no proper top: " + parameter + " ran to the edge of what is tried";
        }

        @Override
        public boolean identified() {
            return false;
        }
    }

    /** The climb ended on its way. */
    record NotConverged(double gradientNorm, int evaluations) implements TopVerdict {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT, "no top found in %d evaluations (slope left %.3g)", evaluations, gradientNorm);
        }

        @Override
        public boolean identified() {
            return false;
        }
    }

    /**
     * Judges the end of a climb.
     *
     * @param users how many the likelihood is of
     * @param low   the box that was climbed in
     * @param high  its other corner
     * @param names of the parameters, in order
     */
    static TopVerdict of(Optimum top, double users, double[] low, double[] high, List<String> names) {
        for (int i = 0; i < low.length; i++) {
            if (SearchBox.isEdge(top.at().getEntry(i), low[i], high[i])) {
                return new AtEdge(names.get(i));
            }
        }
        return top.isTop(users)
                ? new Inside(top.gradientNorm(), top.evaluations())
                : new NotConverged(top.gradientNorm(), top.evaluations());
    }
}
