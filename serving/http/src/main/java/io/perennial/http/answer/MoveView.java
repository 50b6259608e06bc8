package io.perennial.http.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.Feature;
import io.perennial.features.feature.Language;
import io.perennial.http.api.Json;
import io.perennial.http.api.Schema;

/** Features moved to other values, as JSON, and the caution that goes with every such move. */
final class MoveView {

    private static final String EN = "A statement about the model, not about cause: only the features named were moved,"
            + " all others were held as they are.";
    private static final String ZH = "这是关于模型的陈述，并非因果结论：只改动了列出的特征，其余特征保持不变。";

    private MoveView() {}

    /** One feature moved from the user's own value, null for no record, to another. */
    static ObjectNode move(Feature feature, double from, double to, Language language) {
        ObjectNode node = Json.object()
                .put("feature", feature.id())
                .put("name", feature.name(language))
                .put("dimension", feature.dimension().id())
                .put("unit", feature.unit().name(language));
        Json.put(node, "from", from);
        Json.put(node, "to", to);
        return node;
    }

    static ObjectNode schema() {
        return Schema.object()
                .with("feature", Schema.text("id"))
                .with("name", Schema.text("its name"))
                .with("dimension", Schema.text("dimension"))
                .with("unit", Schema.text("unit of its value"))
                .with("from", Schema.number("the user's own value; null for no record"))
                .with("to", Schema.number("the value tried"))
                .schema();
    }

    /** Says that nothing causal is claimed. */
    static ObjectNode caution(ObjectNode node, Language language) {
        return node.put("causal", false).put("caution", language.choose(EN, ZH));
    }

    static Schema.Members cautious(Schema.Members members) {
        return members.with("causal", Schema.truth()).with("caution", Schema.text("how to read it"));
    }
}
