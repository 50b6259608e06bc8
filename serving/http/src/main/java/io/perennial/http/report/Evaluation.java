package io.perennial.http.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.http.report.Report.Calibration;
import io.perennial.http.report.Report.Candidate;
import io.perennial.http.report.Report.Estimate;
import io.perennial.http.report.Report.Judged;
import io.perennial.http.report.Report.Part;
import io.perennial.http.report.Report.Slice;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.VersionFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code evaluation.json}: how every candidate and naive rule was judged, by model. */
public final class Evaluation {

    /** The file of a version in which its rivals are judged. */
    private static final String FILE = "evaluation.json";

    /** Models in the order they are told, with the field of the figure that decides. */
    private static final Map<String, String> GATES = gates();

    private static final String REPORTED_GAP = "reported_gap";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Evaluation() {}

    /**
     * How a published version and its rivals were judged; empty where it was published without.
     *
     * @throws RegistryException where the file is damaged
     */
    public static Optional<Judged> of(VersionFiles version) {
        if (!version.has(FILE) || !GATES.containsKey(version.name())) {
            return Optional.empty();
        }
        try {
            String where = FILE + " of " + version.name() + " " + version.version();
            Facts facts = new Facts(where, "; train and publish again", JSON.readTree(version.bytes(FILE)));
            return Optional.of(judged(version.name(), GATES.get(version.name()), facts));
        } catch (IOException | IllegalArgumentException e) {
            throw new RegistryException(RegistryException.Kind.DAMAGED, e.getMessage(), e);
        }
    }

    static List<Judged> read(Facts file) {
        List<Judged> judged = new ArrayList<>();
        GATES.forEach((target, gate) -> {
            if (file.has(target)) {
                judged.add(judged(target, gate, file.object(target)));
            }
        });
        return judged;
    }

    private static Judged judged(String target, String gate, Facts model) {
        String family = model.text("family");
        List<Candidate> candidates = new ArrayList<>();
        for (Facts candidate : model.objects("candidates")) {
            candidates.add(candidate(candidate, family, gate));
        }
        boolean hasInterval = model.has("interval") && model.object("interval").has("share");
        return new Judged(
                target,
                family,
                model.node().path("naive").asBoolean(),
                model.text("judged_on"),
                model.text("verdict"),
                model.texts("notes"),
                hasInterval ? model.object("interval").number("share") : Double.NaN,
                candidates,
                target.equals("trend") || model.objects("candidates").stream().anyMatch(one -> one.has(REPORTED_GAP)),
                calibration(model),
                slices(model));
    }

    private static Candidate candidate(Facts candidate, String family, String gate) {
        String id = candidate.text("id");
        Facts figures = candidate.has("judged") ? candidate.object("judged") : candidate;
        Map<String, Double> metrics = new LinkedHashMap<>();
        figures.node().properties().forEach(field -> {
            if (field.getValue().isNumber()) {
                metrics.put(field.getKey(), field.getValue().doubleValue());
            }
        });
        boolean naive = candidate.node().path("naive").asBoolean();
        boolean asItStands = candidate.node().path("as_it_stands").asBoolean();
        Estimate its = gate.equals("squared") ? root(estimate(candidate, gate)) : estimate(candidate, gate);
        // Beside figures of the reported rows a gap of the rows of choice would call better what they don't show.
        String gap = candidate.has(REPORTED_GAP) ? REPORTED_GAP : "gap";
        return new Candidate(
                id, naive, asItStands, id.equals(family) && !asItStands, metrics, its, estimate(candidate, gap));
    }

    /** An estimate; a bare number is one whose interval is not known, and what is not told is nothing known. */
    private static Estimate estimate(Facts candidate, String field) {
        if (!candidate.has(field)) {
            return Estimate.NONE;
        }
        return candidate.node().get(field).isObject()
                ? candidate.estimate(field)
                : new Estimate(candidate.number(field), Double.NaN, Double.NaN);
    }

    /** Of squared money, which nobody can read, the root; it keeps the interval's ends in place. */
    private static Estimate root(Estimate squared) {
        return new Estimate(Math.sqrt(squared.estimate()), Math.sqrt(squared.low()), Math.sqrt(squared.high()));
    }

    /** The calibration curve; a value model tells its deciles instead, highest first. */
    private static List<Calibration> calibration(Facts model) {
        List<Calibration> bins = new ArrayList<>();
        String field = model.has("calibration") ? "calibration" : "deciles";
        if (model.has(field)) {
            for (Facts bin : model.objects(field)) {
                bins.add(new Calibration(bin.number("predicted"), bin.number("actual"), (int) bin.whole("rows")));
            }
        }
        bins.sort((a, b) -> Double.compare(a.predicted(), b.predicted()));
        return bins;
    }

    /** By part of the users; a version of an earlier release tells none. */
    private static List<Slice> slices(Facts model) {
        return model.has("slices")
                ? model.objects("slices").stream()
                        .map(slice -> new Slice(
                                slice.text("name"),
                                slice.objects("parts").stream()
                                        .map(Evaluation::part)
                                        .toList()))
                        .toList()
                : List.of();
    }

    private static Part part(Facts part) {
        Map<String, Estimate> figures = new LinkedHashMap<>();
        Facts told = part.object("figures");
        told.node().fieldNames().forEachRemaining(name -> figures.put(name, estimate(told, name)));
        return new Part(
                part.text("name"),
                (int) part.whole("users"),
                part.text("untold"),
                part.orNaN("predicted"),
                part.orNaN("actual"),
                estimate(part, "ratio"),
                figures,
                estimate(part, "gap"),
                part.texts("findings"));
    }

    private static Map<String, String> gates() {
        Map<String, String> gates = new LinkedHashMap<>();
        gates.put("churn", "log_loss");
        gates.put("ltv", "squared");
        gates.put("trend", "rmse");
        return gates;
    }
}
