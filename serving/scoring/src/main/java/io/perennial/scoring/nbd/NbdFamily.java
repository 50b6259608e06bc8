package io.perennial.scoring.nbd;

import java.util.List;

/** The members of the NBD family, each with its parameters in their published order. */
public enum NbdFamily {
    /** Dropout by a chance of the user's own at each repeat purchase. */
    BG_NBD("BG/NBD", "r alpha a b") {
        @Override
        PurchaseModel make(double[] p) {
            return new BgNbd(p[0], p[1], p[2], p[3]);
        }
    },
    /** Dropout by a chance of the user's own at each purchase, the first included. */
    MBG_NBD("MBG/NBD", "r alpha a b") {
        @Override
        PurchaseModel make(double[] p) {
            return new MbgNbd(p[0], p[1], p[2], p[3]);
        }
    },
    /** As the MBG/NBD, with purchases k times as regular. */
    MBG_CNBD_K("MBG/CNBD-k", "r alpha a b k") {
        @Override
        PurchaseModel make(double[] p) {
            if (p[4] != Math.rint(p[4])) {
                throw new IllegalArgumentException("MBG/CNBD-k takes a whole number of steps, not k = " + p[4]);
            }
            return new MbgCnbd(p[0], p[1], p[2], p[3], (int) p[4]);
        }
    },
    /** Dropout at a rate of the user's own, at any time. */
    PARETO_NBD("Pareto/NBD", "r alpha s beta") {
        @Override
        PurchaseModel make(double[] p) {
            return new ParetoNbd(p[0], p[1], p[2], p[3]);
        }
    },
    /** No dropout: the limit that all others contain. */
    NBD("NBD", "r alpha") {
        @Override
        PurchaseModel make(double[] p) {
            return new Nbd(p[0], p[1]);
        }
    };

    /** The largest parameter that a model of any member takes; beyond it the formulas lose their digits. */
    public static final double LARGEST_PARAMETER = 1e9;

    private final String title;
    private final String names;

    NbdFamily(String title, String names) {
        this.title = title;
        this.names = names;
    }

    /** The name used in the literature, such as {@code BG/NBD}. */
    public String title() {
        return title;
    }

    /** The names of the parameters, in order. */
    public List<String> parameterNames() {
        return List.of(names.split(" ", -1));
    }

    /** The model with these parameters; rates in days. */
    public PurchaseModel model(double... parameters) {
        if (parameters.length != parameterNames().size()) {
            throw new IllegalArgumentException(
                    title + " has parameters " + parameterNames() + ", not " + parameters.length + " values");
        }
        return make(parameters);
    }

    abstract PurchaseModel make(double[] parameters);
}
