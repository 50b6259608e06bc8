package io.perennial.scoring.registry;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;

/** Small drafts for tests. */
final class Drafts {

    private Drafts() {}

    static ModelFacts facts(String name) {
        return facts(name, "logistic", "ab".repeat(32), Map.of("seed", "1"));
    }

    private static ModelFacts facts(String name, String family, String fingerprint, Map<String, String> options) {
        return new ModelFacts(
                name,
                family,
                "zone=UTC\n",
                fingerprint,
                LocalDate.of(2026, 1, 1),
                "THREE_PERIODS",
                "beats every naive rule",
                "ranking users for outreach; not for credit",
                32,
                Map.of("log_loss", new Metric(0.4, 0.39, 0.41), "unmeasured", Metric.of(Double.NaN)),
                new Provenance("data", "commit", options, Map.of("tribuo", "4.3.2"), "17"));
    }

    /** A version of a family and schema, published to stand in for another. */
    static Draft standIn(String name, String family, String fingerprint) {
        Map<String, String> options = Map.of(ModelFacts.STANDS_IN_FOR, "logistic");
        return Draft.of(facts(name, family, fingerprint, options)).file("model.bin", bytes(family + fingerprint));
    }

    static Draft small(String name, String content) {
        return Draft.of(facts(name))
                .file("model.bin", bytes(content))
                .file("golden.jsonl", bytes("{}\n"))
                .file("origin/model.pb", bytes("origin of " + content));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
