package io.perennial.training.churn;

import io.perennial.training.data.Rows;
import java.util.Optional;

/** One way to learn a score of churn from rows; the candidates and naive rules that are compared. */
public interface ChurnRecipe {

    /** The id in reports and manifests, such as {@code xgboost} or {@code naive:hiatus}. */
    String id();

    /** Whether it is one of the naive rules that set the floor. */
    boolean isNaive();

    /** Whether it is made of other candidates, and must beat the best of them beyond chance to be chosen. */
    default boolean isBlend() {
        return false;
    }

    /** What the score is, in one English sentence. */
    String description();

    /** Why it can't be learned from these rows, or empty where it can. */
    default Optional<String> obstacle(Rows rows) {
        return Optional.empty();
    }

    /** Learns from rows: a score that grows with the chance of churn, not yet calibrated. */
    ChurnScore fit(Rows rows, long seed);
}
