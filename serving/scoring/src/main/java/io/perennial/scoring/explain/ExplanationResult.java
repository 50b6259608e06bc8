package io.perennial.scoring.explain;

/** What a request for reasons gets. */
public sealed interface ExplanationResult permits Explanation, MonthsExplanation, Withheld {}
