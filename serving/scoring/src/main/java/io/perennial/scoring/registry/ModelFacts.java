package io.perennial.scoring.registry;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a publisher states about a version.
 *
 * @param name        model name, {@code [a-z][a-z0-9-]{0,62}}
 * @param family      what kind of model it is, such as {@code logistic} or {@code naive:hiatus}
 * @param schema      canonical text of the feature schema it was trained on
 * @param fingerprint fingerprint of that schema
 * @param asOf        the as-of of the run that made it
 * @param rung        how much history decided how it learned
 * @param verdict     what judging said, one sentence
 * @param intendedUse what it is for and what not, one or two sentences
 * @param references  reference rows its explanations use; 0 where it explains nothing
 * @param metrics     measured figures by name
 * @param provenance  where it came from
 */
public record ModelFacts(
        String name,
        String family,
        String schema,
        String fingerprint,
        LocalDate asOf,
        String rung,
        String verdict,
        String intendedUse,
        int references,
        Map<String, Metric> metrics,
        Provenance provenance) {

    /** The option of a version that was published to stand in for another: the family of that one. */
    public static final String STANDS_IN_FOR = "stands_in_for";

    private static final String NAIVE = "naive:";

    public ModelFacts {
        ModelName.check(name);
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        if (references < 0) {
            throw new IllegalArgumentException("a model cannot have " + references + " reference rows");
        }
    }

    /** Whether the kill switch may fall back to it: a naive rule, or what was published to stand in for a champion. */
    public boolean canStandIn() {
        return family.startsWith(NAIVE) || provenance.options().containsKey(STANDS_IN_FOR);
    }
}
