package io.perennial.scoring.nbd;

/**
 * The same future as {@link ErlangFuture} where its sums are long: for one chance p of leaving in closed form, then
 * integrated over p ~ Beta(a, B).
 *
 * <p>With {@code s = (1-p)^(1/k)} and the k-th roots of one {@code e_l}, staying through {@code floor((j+n)/k)}
 * purchases has the probability {@code (1/k) sum_l sum_rho (s e_l)^(j+n-rho)}, rho the steps left over; and
 * {@code E[(s e_l)^n] = (1 + w (1 - s e_l))^-(R+j)} for n steps in w scales of time.
 *
 * @param phases how far the user is on the way to the next purchase
 * @param a      first shape of the chance of leaving
 * @param b      B, second shape of the chance of leaving, above 1
 */
record ErlangRoots(ErlangPhases phases, double a, double b) {

    /** A chance of leaving this close to 1 is 1, where the density, b being above 1, vanishes. */
    private static final double CERTAIN = 1 - 1e-9;

    /** Expected purchases within {@code w} scales of time. */
    double purchases(double w) {
        double most = purchases(0, w);
        return Math.max(0, BetaExpectation.of(a, b, p -> purchases(p, w), most, 0, knee(w)));
    }

    /** Probability of a purchase in the {@code length} scales of time after a gap. */
    double anyPurchase(double gap, double length) {
        double any =
                BetaExpectation.of(a, b, p -> anyPurchase(p, gap, length), anyPurchase(0, gap, length), 0, knee(gap));
        return Math.max(0, Math.min(1, any));
    }

    /** {@code E[1 - (1-p)^M] / p} for M purchases, E[M] at p = 0. */
    private double purchases(double p, double w) {
        double chance = Math.min(p, CERTAIN);
        int k = phases.steps();
        double h = -StrictMath.log1p(-chance) / k;
        double others = 0;
        for (int l = 1; l < k; l++) {
            Complex root = Complex.polar(StrictMath.exp(-h), 2 * Math.PI * l / k);
            Complex share = root.dividedBy(root.minusOne());
            others += share.times(steps(root, w, 0, 0)).real();
        }
        return withoutRoots(chance, h, w) + others / k / (1 - chance);
    }

    /** The part of the root 1, written so that a small p loses no digit. */
    private double withoutRoots(double p, double h, double w) {
        int k = phases.steps();
        double mean = 0;
        for (int left = 1; left < k; left++) {
            mean += p == 0 ? left : StrictMath.expm1(left * h);
        }
        double slower = -StrictMath.expm1(-h);
        double sum = 0;
        for (int j = 0; j < k; j++) {
            double shape = phases.shape() + j;
            sum += phases.weights()[j]
                    * (p == 0
                            ? (shape * w + j - mean / k) / k
                            : -StrictMath.expm1(
                                            StrictMath.log1p(mean / k) - j * h - shape * StrictMath.log1p(w * slower))
                                    / p);
        }
        return sum;
    }

    /** Staying through the gap and buying in the window: staying, less staying without taking the steps that are missing. */
    private double anyPurchase(double p, double gap, double length) {
        int k = phases.steps();
        double s = StrictMath.exp(StrictMath.log1p(-Math.min(p, CERTAIN)) / k);
        double sum = 0;
        for (int l = 0; l < k; l++) {
            double angle = 2 * Math.PI * l / k;
            Complex root = Complex.polar(s, angle);
            Complex stays = steps(root, gap, 0, 0);
            Complex silent = Complex.ZERO;
            for (int left = k - 1; left >= 0; left--) {
                silent = silent.plus(steps(root, gap, length, k - 1 - left));
                Complex part = Complex.polar(StrictMath.pow(s, -left), -left * angle);
                sum += part.times(stays.plus(silent.scaled(-1))).real();
            }
        }
        return sum / k;
    }

    /**
     * Over j, {@code (s e_l)^(j+n)} for n steps in the gap, and exactly i steps in {@code length} after it where a
     * length is given: {@code (R+j)_i / i! v^i (1 + v + w (1 - s e_l))^-(R+j+i)}.
     */
    private Complex steps(Complex root, double gap, double length, int i) {
        Complex base = root.scaled(-gap).plusReal(1 + gap + length);
        Complex unit = root.dividedBy(base);
        Complex sum = Complex.ZERO;
        Complex power = Complex.ONE;
        for (int j = 0; j < phases.steps(); j++) {
            double rising = 1;
            for (int m = 0; m < i; m++) {
                rising *= (phases.shape() + j + m) / (m + 1) * length;
            }
            sum = sum.plus(power.scaled(phases.weights()[j] * rising));
            power = power.times(unit);
        }
        return sum.times(base.power(-phases.shape() - i));
    }

    private double knee(double w) {
        return 1 / (1 + phases.shape() * w);
    }
}
