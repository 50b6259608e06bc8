package io.perennial.training.nbd;

import io.perennial.scoring.nbd.NbdFamily;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The member of the family that the data support, beside all that were tried.
 *
 * @param chosen     the fit to serve
 * @param candidates every fit, the one without dropout first
 * @param warnings   what the data make doubtful
 */
public record NbdChoice(NbdFit chosen, List<NbdFit> candidates, List<DataWarning> warnings) {

    /** Shares of users alive further apart than this, as a share of the chosen member's, are different answers. */
    private static final double UNSETTLED = 0.05;

    public NbdChoice {
        candidates = List.copyOf(candidates);
        warnings = List.copyOf(warnings);
    }

    /**
     * Fits all members and chooses: of the identified fits the most likely, else of the usable ones, else the model
     * without dropout.
     *
     * @param data    the users, ages counted to the last visible day
     * @param logDays days from the log's first to its last visible day
     */
    public static NbdChoice best(NbdData data, int logDays) {
        List<NbdFit> candidates = NbdFit.all(data);
        NbdFit chosen = mostLikely(candidates, true)
                .or(() -> mostLikely(candidates, false))
                .orElse(candidates.get(0));
        List<DataWarning> warnings = new ArrayList<>();
        LeftTruncation.suspect(data, logDays).ifPresent(warnings::add);
        unsettled(data, chosen, candidates).ifPresent(warnings::add);
        return new NbdChoice(chosen, candidates, warnings);
    }

    /**
     * The fits whose mean is served. Members whose dropout is identified forecast differently though the data tell
     * them apart by their fit to the past alone, and the most likely one is not the best forecaster: their mean is.
     * Where none is identified, the chosen one stands alone. Where purchases are regular, members that take them for
     * random and fit visibly worse misread every silence and are left out.
     */
    public List<NbdFit> members() {
        boolean regular = chosen.family() == NbdFamily.MBG_CNBD_K;
        List<NbdFit> identified = candidates.stream()
                .filter(fit -> fit.family() != NbdFamily.NBD)
                .filter(fit -> fit.verdict().usable() && fit.verdict().identified())
                .filter(fit -> regular
                        ? chosen.logLikelihood() - fit.logLikelihood() < NbdFit.NEEDED_GAIN
                        : fit.family() != NbdFamily.MBG_CNBD_K)
                .toList();
        return identified.isEmpty() ? List.of(chosen) : identified;
    }

    /**
     * Whether P(alive) of the chosen model means something: dropout is identified, ages can be trusted, and no member
     * that fits as well says otherwise.
     */
    public boolean aliveIdentified() {
        return chosen.family() != NbdFamily.NBD && chosen.verdict().identified() && warnings.isEmpty();
    }

    /** The members mean different things by leaving; where the data can't tell them apart, who is alive is open. */
    private static Optional<DataWarning> unsettled(NbdData data, NbdFit chosen, List<NbdFit> candidates) {
        double alive = data.mean(chosen.model()::probabilityAlive);
        return candidates.stream()
                .filter(fit -> fit.verdict().identified() && fit.family() != NbdFamily.NBD)
                .filter(fit -> chosen.logLikelihood() - fit.logLikelihood() < NbdFit.NEEDED_GAIN)
                .map(fit -> new DataWarning.AliveUnsettled(
                        chosen.family(), alive, fit.family(), data.mean(fit.model()::probabilityAlive)))
                .filter(warning -> Math.abs(warning.differing() - alive) > UNSETTLED * alive)
                .map(DataWarning.class::cast)
                .findFirst();
    }

    private static Optional<NbdFit> mostLikely(List<NbdFit> candidates, boolean identified) {
        return candidates.stream()
                .filter(fit -> fit.family() != NbdFamily.NBD)
                .filter(fit -> fit.verdict().usable())
                .filter(fit -> fit.verdict().identified() || (!identified && fit.family() != NbdFamily.MBG_CNBD_K))
                .max(Comparator.comparingDouble(NbdFit::logLikelihood));
    }
}
