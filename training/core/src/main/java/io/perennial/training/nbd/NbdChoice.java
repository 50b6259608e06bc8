package io.perennial.training.nbd;

import io.perennial.scoring.nbd.NbdFamily;
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
        List<DataWarning> warnings = LeftTruncation.suspect(data, logDays).stream()
                .map(DataWarning.class::cast)
                .toList();
        return new NbdChoice(chosen, candidates, warnings);
    }

    /** Whether P(alive) of the chosen model means something: dropout is identified and ages can be trusted. */
    public boolean aliveIdentified() {
        return chosen.family() != NbdFamily.NBD
                && chosen.verdict().identified()
                && warnings.stream().noneMatch(DataWarning.LeftTruncated.class::isInstance);
    }

    private static Optional<NbdFit> mostLikely(List<NbdFit> candidates, boolean identified) {
        return candidates.stream()
                .filter(fit -> fit.family() != NbdFamily.NBD)
                .filter(fit -> fit.verdict().usable() && (fit.verdict().identified() || !identified))
                .max(Comparator.comparingDouble(NbdFit::logLikelihood));
    }
}
