package io.perennial.training.publish;

import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.model.GoldenRows;
import io.perennial.scoring.model.References;
import io.perennial.scoring.registry.Metric;
import io.perennial.scoring.registry.ModelFacts;
import io.perennial.training.evaluation.Chosen;
import io.perennial.training.evaluation.SliceFigures;
import io.perennial.training.learner.Learned;
import java.util.ArrayList;
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
 * @param chosen      which candidate it is, and what judging said of it
 * @param intendedUse what it is for and what not
 * @param slices      figures by part of the users; empty where not told
 * @param options     what was chosen, not how it learns: the family, and whom it stands in for
 * @param origins     files of the libraries behind it, each of another name; none where no library is
 */
public record Version(
        String name,
        String family,
        Graph graph,
        Map<Input.Source, List<GoldenRows.Range>> ranges,
        Optional<References> references,
        Map<String, Metric> metrics,
        Chosen chosen,
        String intendedUse,
        List<SliceFigures> slices,
        Map<String, String> options,
        List<OriginFile> origins) {

    public Version {
        // In the order of names: that of a map without one is another in another process.
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        options = Collections.unmodifiableMap(new TreeMap<>(options));
        origins = List.copyOf(origins);
    }

    /** The same version, told to stand in for a champion of a family when that is killed. */
    public Version standingInFor(String champion) {
        Map<String, String> told = new TreeMap<>(options);
        told.put(ModelFacts.STANDS_IN_FOR, champion);
        return new Version(
                name, family, graph, ranges, references, metrics, chosen, intendedUse, slices, told, origins);
    }

    /** What a library keeps: for data scientists, never opened by a server. */
    @SuppressWarnings("ArrayRecordComponent") // Bytes of a file, never compared.
    public record OriginFile(String name, byte[] bytes) {

        /** The files of the libraries behind a learned number, one a member. */
        public static List<OriginFile> of(Learned learned) {
            List<OriginFile> files = new ArrayList<>();
            for (Learned member : learned.members()) {
                member.origin()
                        .ifPresent(origin -> files.add(
                                new OriginFile(numbered(origin.fileName(), files.size() + 1), origin.bytes())));
            }
            return files;
        }

        /** Two members of one library would write the same file: from the second on {@code name-2.pb}. */
        private static String numbered(String name, int number) {
            int dot = name.indexOf('.');
            return number == 1 ? name : name.substring(0, dot) + "-" + number + name.substring(dot);
        }
    }
}
