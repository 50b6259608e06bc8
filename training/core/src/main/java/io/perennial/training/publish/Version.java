package io.perennial.training.publish;

import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.model.GoldenRows;
import io.perennial.scoring.model.References;
import io.perennial.scoring.registry.Metric;
import io.perennial.scoring.registry.ModelFacts;
import io.perennial.training.evaluation.SliceFigures;
import io.perennial.training.learner.Learned;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything one version holds, before it is written.
 *
 * @param name        model name: churn, ltv or trend
 * @param family      what kind of model it is
 * @param graph       the model
 * @param ranges      for every source it reads, where each number lies
 * @param references  what explanations compare with; empty where there are too few users
 * @param metrics     measured figures by name
 * @param verdict     what judging said
 * @param intendedUse what it is for and what not
 * @param judgedOn    which rows the figures are of
 * @param slices      the same by part of the users; empty where not told
 * @param notes       what else a reader must know
 * @param options     hyper-parameters and other choices
 * @param origin      file and bytes of the library, if any
 */
public record Version(
        String name,
        String family,
        Graph graph,
        Map<Input.Source, List<GoldenRows.Range>> ranges,
        Optional<References> references,
        Map<String, Metric> metrics,
        String verdict,
        String intendedUse,
        String judgedOn,
        List<SliceFigures> slices,
        List<String> notes,
        Map<String, String> options,
        Optional<OriginFile> origin) {

    public Version {
        // In the order of names: that of a map without one is another in another process.
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /** The same version, told to stand in for a champion of a family when that is killed. */
    public Version standingInFor(String champion) {
        Map<String, String> told = new TreeMap<>(options);
        told.put(ModelFacts.STANDS_IN_FOR, champion);
        return new Version(
                name,
                family,
                graph,
                ranges,
                references,
                metrics,
                verdict,
                intendedUse,
                judgedOn,
                slices,
                notes,
                told,
                origin);
    }

    /** What a library keeps: for data scientists, never opened by a server. */
    @SuppressWarnings("ArrayRecordComponent") // Bytes of a file, never compared.
    public record OriginFile(String name, byte[] bytes) {

        /** The file of a library behind a learned number. */
        public static Optional<OriginFile> of(Learned learned) {
            return learned.origin().map(origin -> new OriginFile(origin.fileName(), origin.bytes()));
        }
    }
}
