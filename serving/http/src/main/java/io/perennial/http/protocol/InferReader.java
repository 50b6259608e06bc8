package io.perennial.http.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads an inference request token by token: numbers go straight into the array they are scored from.
 *
 * <p>Where tensors follow the JSON as bytes, their sizes are checked against the body before any of them is read.
 */
final class InferReader {

    private static final Set<String> TOP = Set.of("id", "parameters", "inputs", "outputs");
    private static final Set<String> INPUT = Set.of("name", "shape", "datatype", "parameters", "data");
    private static final Set<String> OUTPUT = Set.of("name", "parameters");

    private final byte[] body;
    private final int jsonLength;
    private final List<RawInput> inputs = new ArrayList<>();
    private final List<Wanted> outputs = new ArrayList<>();
    private final Set<String> inputNames = new HashSet<>();
    private final Set<String> outputNames = new HashSet<>();
    private Optional<String> id = Optional.empty();
    private boolean isBinary;

    private InferReader(byte[] body, int jsonLength) {
        this.body = body;
        this.jsonLength = jsonLength;
    }

    /** An output that is asked for, before the request's own wish for bytes is known. */
    private record Wanted(String name, Optional<Boolean> isBinary) {

        /** The members of an output, in whatever order they come. */
        static final class Reader {

            private final String where;
            private String name;
            private Optional<Boolean> isBinary = Optional.empty();

            Reader(String where) {
                this.where = where;
            }

            void read(JsonParser in, String field) throws IOException {
                if (field.equals("name")) {
                    name = Members.text(in, where + ".name");
                } else {
                    isBinary = Optional.ofNullable(Members.parameters(in, where + ".parameters")
                                    .get("binary_data"))
                            .map(Boolean.TRUE::equals);
                }
            }

            Wanted read() {
                if (name == null) {
                    throw Problem.at(Kind.BAD_FIELD, where + ".name", where + " has no name");
                }
                return new Wanted(name, isBinary);
            }
        }
    }

    /** The request in a body, or the problem with it. */
    static InferRequest read(Request request) {
        byte[] body = request.body();
        return new InferReader(body, jsonLength(request, body.length)).read();
    }

    /** How many bytes of a body are JSON: all of it, unless a header says that tensors follow. */
    static int jsonLength(Request request, int bodyLength) {
        Optional<String> given = request.header(Request.JSON_LENGTH);
        if (given.isEmpty()) {
            return bodyLength;
        }
        String text = given.get().strip();
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) > bodyLength) {
            throw Problem.at(
                    Kind.BAD_FIELD,
                    Request.JSON_LENGTH,
                    "header " + Request.JSON_LENGTH + " is '" + Request.shown(text)
                            + "', not a number of bytes of this body of " + bodyLength);
        }
        return Integer.parseInt(text);
    }

    private InferRequest read() {
        try (JsonParser in = Json.parser(body, 0, jsonLength)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw Problem.of(Kind.BAD_JSON, "the body is not a JSON object; send {\"inputs\": [...]}");
            }
            Members.object(in, "", TOP, this::top);
            if (in.nextToken() != null) {
                throw Problem.of(Kind.BAD_JSON, "the JSON goes on after its object");
            }
        } catch (JsonProcessingException e) {
            throw Json.notJson(e);
        } catch (IOException e) {
            throw Problem.of(Kind.BAD_JSON, "the body is not UTF-8 JSON");
        }
        if (inputs.isEmpty()) {
            throw Problem.at(Kind.BAD_FIELD, "inputs", "'inputs' is missing or empty; the model's metadata names them");
        }
        return new InferRequest(id, tensors(), wanted(), isBinary);
    }

    private void top(JsonParser in, String name) throws IOException {
        switch (name) {
            case "id" -> id = Optional.of(Members.text(in, "id"));
            case "parameters" ->
                isBinary = Members.parameters(in, "parameters")
                        .getOrDefault("binary_data_output", false)
                        .equals(true);
            case "inputs" -> Members.list(in, "inputs", this::input);
            default -> Members.list(in, "outputs", this::output);
        }
    }

    private void input(JsonParser in, String where) throws IOException {
        RawInput.Reader input = new RawInput.Reader(where);
        Members.object(in, where, INPUT, input::read);
        RawInput read = input.read();
        inputs.add(read);
        requireOnce(inputNames, read.name(), where);
    }

    private void output(JsonParser in, String where) throws IOException {
        Wanted.Reader output = new Wanted.Reader(where);
        Members.object(in, where, OUTPUT, output::read);
        Wanted read = output.read();
        outputs.add(read);
        requireOnce(outputNames, read.name(), where);
    }

    private static void requireOnce(Set<String> names, String name, String where) {
        if (!names.add(name)) {
            throw Problem.at(
                    Kind.BAD_FIELD,
                    where + ".name",
                    where + " is called '" + Request.shown(name) + "' like one before it");
        }
    }

    private List<InferRequest.Output> wanted() {
        if (outputs.isEmpty()) {
            return List.of();
        }
        return outputs.stream()
                .map(output ->
                        new InferRequest.Output(output.name(), output.isBinary().orElse(isBinary)))
                .toList();
    }

    private List<Tensor> tensors() {
        long stated = 0;
        for (RawInput input : inputs) {
            stated += input.bytes();
        }
        int rest = body.length - jsonLength;
        if (stated != rest) {
            throw Problem.at(
                    Kind.BAD_FIELD,
                    "inputs",
                    "the sizes of binary inputs add up to " + stated + " bytes, but " + rest + " follow the JSON");
        }
        ByteBuffer bytes = ByteBuffer.wrap(body, jsonLength, rest).order(ByteOrder.LITTLE_ENDIAN);
        List<Tensor> tensors = new ArrayList<>(inputs.size());
        for (RawInput input : inputs) {
            tensors.add(
                    input.data() != null
                            ? input.data().tensor(input.name(), input.type(), input.shape())
                            : BinaryTensor.next(input.name(), input.type(), input.shape(), input.bytes(), bytes));
        }
        return tensors;
    }
}
