package io.perennial.http.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.api.Json;
import io.perennial.http.api.Schema;
import io.perennial.scoring.registry.Standing;

/** What a model states of itself over the Open Inference Protocol: versions, inputs, outputs. */
final class ModelMetadata {

    private final int mostRows;

    ModelMetadata(int mostRows) {
        this.mostRows = mostRows;
    }

    ObjectNode of(ServedModel model, Standing standing) {
        ObjectNode node = Json.object().put("name", model.id().name());
        ArrayNode versions = node.putArray("versions");
        ServedModels.answering(standing).forEach(version -> versions.add(Integer.toString(version)));
        node.put("platform", "perennial_graph");
        ArrayNode inputs = node.putArray("inputs");
        addInputs(inputs, model);
        ArrayNode outputs = node.putArray("outputs");
        model.outputs().forEach(output -> tensor(outputs, output.name(), DataType.FP64, -1));
        ObjectNode properties = node.putObject("properties");
        properties
                .put("version", Integer.toString(model.id().version()))
                .put("digest", model.id().digest())
                .put("schema_fingerprint", model.schema().fingerprint())
                .put("max_rows", Integer.toString(mostRows))
                .put("missing", "null in JSON, NaN in bytes");
        if (!model.columns().isTable()) {
            properties.put("columns", String.join(",", model.columns().ids()));
        }
        return node;
    }

    private static void addInputs(ArrayNode inputs, ServedModel model) {
        InputColumns columns = model.columns();
        if (columns.isTable()) {
            for (int i = 0; i < columns.width(); i++) {
                DataType type = columns.isCategory(i) ? DataType.BYTES : DataType.FP64;
                tensor(inputs, columns.ids().get(i), type, -1);
            }
        } else {
            tensor(inputs, TensorRows.FEATURES, DataType.FP64, -1, columns.width());
        }
        if (model.sequenceWidth() > 0) {
            tensor(inputs, TensorRows.SEQUENCE, DataType.FP64, -1, model.sequenceWidth());
        }
    }

    private static void tensor(ArrayNode tensors, String name, DataType type, int... shape) {
        ArrayNode sizes = tensors.addObject()
                .put("name", name)
                .put("datatype", type.name())
                .putArray("shape");
        for (int size : shape) {
            sizes.add(size);
        }
    }

    static ObjectNode schema() {
        ObjectNode tensor = Schema.object()
                .with("name", Schema.text("of the tensor"))
                .with("datatype", Schema.text("of its elements"))
                .with("shape", Schema.list(Json.object().put("type", "integer").put("minimum", -1)))
                .schema();
        return Schema.object()
                .with("name", Schema.text("model"))
                .with("versions", Schema.list(Schema.text("version")))
                .with("platform", Schema.text("form of the model"))
                .with("inputs", Schema.list(tensor))
                .with("outputs", Schema.list(tensor))
                .optional("properties", Json.object().put("type", "object"))
                .schema();
    }
}
