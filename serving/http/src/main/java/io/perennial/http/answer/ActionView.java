package io.perennial.http.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.profile.WinBack;
import io.perennial.http.api.Json;
import io.perennial.http.api.Schema;
import java.util.Arrays;

/** What to do about a user, as JSON: an action of the playbook with its cost and gain, or why none. */
public final class ActionView {

    /** The member of answers that holds it. */
    public static final String ACTION = "action";

    private ActionView() {}

    /** The JSON Schema of {@link #json}. */
    public static ObjectNode schema() {
        ObjectNode id = Json.object().put("description", "id in the playbook; null for none");
        id.putArray("type").add("string").add("null");
        return Schema.object()
                .with("id", id)
                .with("en", Schema.text("its name, or why none, in English"))
                .with("zh", Schema.text("the same in Chinese"))
                .optional("cause", cause())
                .optional(
                        "grade",
                        Schema.oneOf(Arrays.stream(ChurnGrade.values())
                                .map(ChurnGrade::name)
                                .toList()))
                .optional("outreach", Schema.truth())
                .optional("adviceEn", Schema.text("what to do, in English"))
                .optional("adviceZh", Schema.text("what to do, in Chinese"))
                .optional("cost", Schema.number("of one contact, major units"))
                .optional("saving", Schema.number("share of the expected loss that one assumes it saves"))
                .optional(
                        "expectedGain",
                        Schema.number("expected loss x saving - cost; null where the loss is not known"))
                .schema();
    }

    private static ObjectNode cause() {
        return Schema.oneOf(
                Arrays.stream(WinBack.Cause.values()).map(WinBack.Cause::id).toList());
    }

    /** The action, or why there is none. */
    public static ObjectNode json(WinBack what) {
        if (what instanceof WinBack.Act act) {
            return json(act);
        }
        WinBack.Cause cause = ((WinBack.Refrain) what).cause();
        return Json.object()
                .putNull("id")
                .put("cause", cause.id())
                .put("en", cause.en())
                .put("zh", cause.zh());
    }

    private static ObjectNode json(WinBack.Act act) {
        ObjectNode node = Json.object()
                .put("id", act.action().id())
                .put("grade", act.grade().name())
                .put("outreach", act.action().outreach())
                .put("en", act.action().name().en())
                .put("zh", act.action().name().zh())
                .put("adviceEn", act.action().advice().en())
                .put("adviceZh", act.action().advice().zh())
                .put("cost", act.action().cost())
                .put("saving", act.action().saving());
        Json.put(node, "expectedGain", act.gain());
        return node;
    }
}
