package io.perennial.training.bench;

import io.perennial.scoring.nbd.BgNbd;
import io.perennial.scoring.nbd.FutureWindow;
import io.perennial.scoring.nbd.GammaGamma;
import io.perennial.scoring.nbd.MbgNbd;
import io.perennial.scoring.nbd.ParetoNbd;
import io.perennial.scoring.nbd.PurchaseModel;
import io.perennial.training.nbd.Cohort;
import java.util.List;

/** Users like those of the CDNOW sample: its published parameters, in days, and its ages. */
final class LikeCdnow {

    static final PurchaseModel PARETO_NBD = new ParetoNbd(.553, 10.58 * 7, .606, 11.67 * 7);
    static final PurchaseModel BG_NBD = new BgNbd(.2426, 4.414 * 7, .7929, 2.426);
    static final PurchaseModel MBG_NBD = new MbgNbd(.525, 6.183 * 7, .891, 1.614);
    static final GammaGamma BASKETS = new GammaGamma(6.25, 3.74, 15.44);

    /** The least and the most days since their first purchase, as in the sample. */
    static final double YOUNGEST = 189;

    static final double OLDEST = 273;

    /** What is foretold: half a year. */
    static final FutureWindow WINDOW = new FutureWindow(0, 182);

    private LikeCdnow() {}

    /** Users who buy and leave as one member of the family says. */
    static List<Cohort.User> users(PurchaseModel truth, int count, long seed) {
        return Cohort.draw(truth, BASKETS, count, YOUNGEST, OLDEST, WINDOW, seed);
    }
}
