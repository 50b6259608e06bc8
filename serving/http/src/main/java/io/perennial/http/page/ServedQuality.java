package io.perennial.http.page;

import io.perennial.http.report.Evaluation;
import io.perennial.http.report.Report.Judged;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.registry.RegistryException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How the versions that answer were judged, each read once: a published version never changes. */
final class ServedQuality {

    private final Registry registry;
    private final Map<ModelId, Optional<Judged>> known = new ConcurrentHashMap<>();

    ServedQuality(Registry registry) {
        this.registry = registry;
    }

    /** How a version was judged; empty where it was published without, or that can't be read. */
    Optional<Judged> of(ModelId version) {
        try {
            return known.computeIfAbsent(version, this::read);
        } catch (RegistryException unreadable) {
            // The version answers all the same; its own page tells what is wrong with the file, which may be mended.
            return Optional.empty();
        }
    }

    private Optional<Judged> read(ModelId version) {
        return Evaluation.of(registry.open(version.name(), version.version()));
    }
}
