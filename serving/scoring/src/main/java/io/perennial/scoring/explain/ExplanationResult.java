package io.perennial.scoring.explain;

import java.util.List;

/** What a request for reasons gets. */
public sealed interface ExplanationResult permits Explanation, MonthsExplanation, Withheld {

    /** Codes of the reasons, the strongest first; none where there is no explanation by dimensions. */
    default List<String> reasonCodes() {
        return List.of();
    }
}
