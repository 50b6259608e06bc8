package io.perennial.http.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Json;
import io.perennial.http.api.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to an inference request: FP64 tensors, as JSON numbers or as bytes after the JSON.
 *
 * @param id         the request's, if it had one
 * @param model      who answered
 * @param parameters what else the answer states
 * @param outputs    the tensors
 */
record InferAnswer(Optional<String> id, ServedModel model, Map<String, String> parameters, List<Output> outputs) {

    /** Media type of tensors as bytes, after JSON that may be empty. */
    static final String BYTES = "application/octet-stream";

    /**
     * One tensor.
     *
     * @param tensor   of FP64
     * @param isBinary whether it goes out as bytes
     */
    record Output(Tensor tensor, boolean isBinary) {

        double[] values() {
            return tensor.numbers();
        }
    }

    /** The answer as it is sent. */
    Answer sent() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512 + 24 * size());
        writeJson(bytes);
        int jsonLength = bytes.size();
        boolean isBinary = false;
        for (Output output : outputs) {
            if (output.isBinary()) {
                isBinary = true;
                bytes.writeBytes(littleEndian(output.values()));
            }
        }
        if (!isBinary) {
            return Answer.of(200, "application/json", bytes.toByteArray());
        }
        return Answer.of(200, BYTES, bytes.toByteArray())
                .with(Map.of(Request.JSON_LENGTH, Integer.toString(jsonLength)));
    }

    private int size() {
        int size = 0;
        for (Output output : outputs) {
            size += output.values().length;
        }
        return size;
    }

    private void writeJson(ByteArrayOutputStream into) {
        try (JsonGenerator out = Json.generator(into)) {
            out.writeStartObject();
            out.writeStringField("model_name", model.id().name());
            out.writeStringField("model_version", Integer.toString(model.id().version()));
            if (id.isPresent()) {
                out.writeStringField("id", id.get());
            }
            out.writeObjectFieldStart("parameters");
            for (Map.Entry<String, String> parameter : parameters.entrySet()) {
                out.writeStringField(parameter.getKey(), parameter.getValue());
            }
            out.writeEndObject();
            out.writeArrayFieldStart("outputs");
            for (Output output : outputs) {
                write(output, out);
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes what is written to it", e);
        }
    }

    private static void write(Output output, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", output.tensor().name());
        out.writeStringField("datatype", DataType.FP64.name());
        out.writeArrayFieldStart("shape");
        for (int size : output.tensor().shape()) {
            out.writeNumber(size);
        }
        out.writeEndArray();
        if (output.isBinary()) {
            out.writeObjectFieldStart("parameters");
            out.writeNumberField("binary_data_size", Double.BYTES * output.values().length);
            out.writeEndObject();
        } else {
            out.writeArrayFieldStart("data");
            for (double value : output.values()) {
                Json.write(value, out);
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private static byte[] littleEndian(double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return bytes.array();
    }

    /** Every tensor as asked for: all of them where none was named. */
    static List<Output> chosen(List<Tensor> all, InferRequest request) {
        List<Output> chosen = new ArrayList<>(all.size());
        if (request.outputs().isEmpty()) {
            for (Tensor tensor : all) {
                chosen.add(new Output(tensor, request.isBinary()));
            }
        }
        for (InferRequest.Output wanted : request.outputs()) {
            all.stream()
                    .filter(tensor -> tensor.name().equals(wanted.name()))
                    .forEach(tensor -> chosen.add(new Output(tensor, wanted.isBinary())));
        }
        return chosen;
    }
}
