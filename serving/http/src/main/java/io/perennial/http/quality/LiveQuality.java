package io.perennial.http.quality;

import io.perennial.scoring.model.ModelId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How good the newest scores of one version are: whether features and probabilities still lie as they did, whether the
 * probabilities came true, and how well they rank.
 *
 * @param model       the version
 * @param scores      how many scores are judged, one for each user and as-of
 * @param outcomes    of how many the outcome is known: of the newest whose outcome window is over, as a rule older ones
 * @param search      whether more outcomes may be found
 * @param unreadable  lines and files of the log that could not be read on the way to these scores
 * @param since       from when on the log was read; empty where no score of the version was left out for being older
 * @param churn       the probabilities against those of the batch; nothing to compare where another version scored it
 * @param features    each feature against what the version was made from, those that moved most first; empty where the
 *                    version keeps no reference
 * @param calibration probabilities by tenths against what came of them
 * @param estimated   area under the ROC curve that is to be expected of all these scores if they are calibrated; NaN for none
 * @param expected    the same of those alone whose outcome is known, as {@code realised} is
 * @param realised    the area by the outcomes that are known; NaN where there are none of either kind
 * @param interval    how far the realised area may be off by chance
 * @param coming      when the outcome of one more score can be told
 */
public record LiveQuality(
        ModelId model,
        int scores,
        int outcomes,
        Search search,
        int unreadable,
        Optional<Instant> since,
        Drift churn,
        List<Drift> features,
        List<Bin> calibration,
        double estimated,
        double expected,
        double realised,
        AreaInterval interval,
        ComingOutcomes coming) {

    /** Below so many outcomes nothing is judged, as in a back-test; of fewer scores pages tell no expected area either. */
    public static final int ENOUGH_OUTCOMES = 50;

    public LiveQuality {
        features = List.copyOf(features);
        calibration = List.copyOf(calibration);
    }

    /**
     * Probabilities of one tenth.
     *
     * @param users    how many, at least one
     * @param told     their mean
     * @param cameTrue share that churned
     */
    public record Bin(int users, double told, double cameTrue) {}

    /** Whether more outcomes are being looked up. */
    public boolean isPending() {
        return search == Search.RUNNING;
    }

    /** Whether outcomes can't be looked up now. */
    public boolean isUnreadable() {
        return search == Search.FAILED;
    }

    /** Whether drift can be told from chance. */
    public boolean hasEnoughScores() {
        return scores >= Drift.ENOUGH;
    }

    /** Whether an area can be told of what the scores say of themselves: of as many as one of outcomes needs. */
    public boolean hasEnoughToRank() {
        return scores >= ENOUGH_OUTCOMES;
    }

    /** Whether calibration and ranking can be judged by what happened. */
    public boolean hasEnoughOutcomes() {
        return outcomes >= ENOUGH_OUTCOMES;
    }
}
