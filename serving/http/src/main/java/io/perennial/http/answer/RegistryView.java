package io.perennial.http.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.api.Json;
import io.perennial.http.report.Evaluation;
import io.perennial.http.report.Report.Estimate;
import io.perennial.http.report.Report.Judged;
import io.perennial.http.report.Report.Part;
import io.perennial.http.report.Report.Slice;
import io.perennial.scoring.registry.Manifest;
import io.perennial.scoring.registry.Metric;
import io.perennial.scoring.registry.ModelFacts;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.Standing;
import io.perennial.scoring.registry.VersionFiles;
import java.util.Locale;
import java.util.OptionalInt;

/** The registry as JSON: models, one model with its journal, one version with its facts. */
public final class RegistryView {

    private final Registry registry;

    private RegistryView(Registry registry) {
        this.registry = registry;
    }

    /** The view of a registry; reads it anew for each answer. */
    public static RegistryView of(Registry registry) {
        return new RegistryView(registry);
    }

    /** All models, each with what its champion states; one that can't be read says why. */
    public ArrayNode models() {
        ArrayNode models = Json.array();
        for (String name : registry.names()) {
            models.add(summary(name));
        }
        return models;
    }

    /** One model as its journal has it, now or at an instant: versions, champion, journal. */
    public static ObjectNode model(Standing standing) {
        ObjectNode node = head(standing);
        ArrayNode versions = node.putArray("states");
        standing.versions().forEach(version -> versions.addObject()
                .put("version", version)
                .put("state", standing.state(version).id()));
        ArrayNode journal = node.putArray("journal");
        standing.entries().forEach(entry -> journal.addObject()
                .put("seq", entry.seq())
                .put("action", entry.action().name().toLowerCase(Locale.ROOT))
                .put("version", entry.version())
                .put("at", entry.at().toString())
                .put("by", entry.by())
                .put("why", entry.why())
                .put("sha256", entry.sha256()));
        return node;
    }

    /** One version: facts, provenance, metrics, those by part of the users, files. */
    public ObjectNode version(String name, int version) {
        return version(registry.standing(name), version);
    }

    /** One version of a model whose standing is known, now or at an instant: facts, provenance, metrics, files. */
    public ObjectNode version(Standing standing, int version) {
        VersionFiles files = registry.open(standing, version);
        Manifest manifest = files.manifest();
        ObjectNode node = Json.object();
        node.put("name", standing.name())
                .put("version", version)
                .put("state", standing.state(version).id());
        node.put("digest", files.digest()).put("published", manifest.published().toString());
        putFacts(node, manifest.facts());
        node.put("intendedUse", manifest.facts().intendedUse());
        node.put("references", manifest.facts().references());
        node.set("provenance", Json.tree(manifest.facts().provenance()));
        ObjectNode metrics = node.putObject("metrics");
        manifest.facts().metrics().forEach((metric, value) -> metrics.set(metric, metric(value)));
        Evaluation.of(files)
                .map(Judged::slices)
                .filter(slices -> !slices.isEmpty())
                .ifPresent(slices -> {
                    ArrayNode parts = node.putArray("parts");
                    slices.forEach(slice -> slice.parts().forEach(part -> parts.add(part(slice, part))));
                });
        node.set("files", Json.tree(manifest.files()));
        return node;
    }

    /** One part of the users with the figures of the version in it. */
    private static ObjectNode part(Slice slice, Part part) {
        ObjectNode node = Json.object()
                .put("slice", slice.name())
                .put("part", part.name())
                .put("users", part.users())
                .put("untold", part.untold());
        Json.put(node, "predicted", part.predicted());
        Json.put(node, "actual", part.actual());
        node.set("ratio", metric(part.ratio()));
        ObjectNode metrics = node.putObject("metrics");
        part.figures().forEach((name, figure) -> metrics.set(name, metric(figure)));
        node.set("gapToNaive", metric(part.gap()));
        part.findings().forEach(node.putArray("findings")::add);
        return node;
    }

    private static ObjectNode metric(Estimate estimate) {
        return metric(new Metric(estimate.estimate(), estimate.low(), estimate.high()));
    }

    private ObjectNode summary(String name) {
        try {
            Standing standing = registry.standing(name);
            ObjectNode node = head(standing);
            OptionalInt champion = standing.champion();
            if (champion.isPresent()) {
                putFacts(
                        node,
                        registry.open(standing, champion.getAsInt()).manifest().facts());
            }
            return node;
        } catch (RegistryException e) {
            return Json.object().put("name", name).put("fault", e.getMessage());
        }
    }

    /** Name, champion, challenger and versions of one model. */
    public static ObjectNode head(Standing standing) {
        ObjectNode node = Json.object().put("name", standing.name());
        if (standing.champion().isPresent()) {
            node.put("champion", standing.champion().getAsInt());
        } else {
            node.putNull("champion");
        }
        if (standing.challenger().isPresent()) {
            node.put("challenger", standing.challenger().getAsInt());
        }
        ArrayNode versions = node.putArray("versions");
        standing.versions().forEach(versions::add);
        return node;
    }

    private static void putFacts(ObjectNode node, ModelFacts facts) {
        node.put("family", facts.family());
        node.put("asOf", facts.asOf().toString());
        node.put("rung", facts.rung());
        node.put("verdict", facts.verdict());
        node.put("schemaFingerprint", facts.fingerprint());
    }

    private static ObjectNode metric(Metric metric) {
        ObjectNode node = Json.object();
        Json.put(node, "value", metric.value());
        Json.put(node, "low", metric.low());
        Json.put(node, "high", metric.high());
        return node;
    }
}
