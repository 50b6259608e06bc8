package io.perennial.training.churn;

import io.perennial.training.learner.ModelDraft;

/** How returns are spread over the outcome window: with the chance of none in all of it, a curve of still being away. */
public sealed interface ReturnCurve permits ReturnHazard, ConstantRate {

    /** The parts of the window at whose ends it speaks. */
    Intervals intervals();

    /**
     * Adds to a draft a node of the chance of no active event by the end of each interval. It never rises, and ends at the
     * chance for the whole window.
     *
     * @param churn the node of that chance
     */
    int addCurve(ModelDraft draft, int churn);
}
