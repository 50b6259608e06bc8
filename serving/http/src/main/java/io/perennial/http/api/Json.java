package io.perennial.http.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.perennial.scoring.file.FiniteOrNull;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;

/** JSON at the edge: read with hard limits, written with {@code null} for every number that is not finite. */
public final class Json {

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(16)
            .maxStringLength(4096)
            .maxNumberLength(64)
            .maxNameLength(128)
            .build();
    /** For all threads together: a virtual thread answers one request, and buffers of its own would serve no other. */
    private static final RecyclerPool<BufferRecycler> BUFFERS = JsonRecyclerPools.newConcurrentDequePool();

    private static final JsonFactory STREAMS =
            alike(LIMITS).disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
    private static final JsonMapper MAPPER = JsonMapper.builder(
                    alike(LIMITS.rebuild().maxTokenCount(500_000).build())
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addSerializer(LocalDate.class, ToStringSerializer.instance))
            .addModule(FiniteOrNull.module())
            .build();

    private Json() {}

    /** Writes the same bytes of the same answer, whether it is a tree or not and whatever JDK this is. */
    private static JsonFactoryBuilder alike(StreamReadConstraints limits) {
        return new JsonFactoryBuilder()
                .recyclerPool(BUFFERS)
                .streamReadConstraints(limits)
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER);
    }

    /** Members of an object, written one after the other. */
    @FunctionalInterface
    public interface Members {
        /** Writes the members. */
        void write(JsonGenerator out) throws IOException;
    }

    /** An object as UTF-8. */
    public static byte[] written(Members members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator out = STREAMS.createGenerator(bytes)) {
            write(members, out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes what is written to it", e);
        }
        return bytes.toByteArray();
    }

    /** The same object as a tree. */
    public static ObjectNode object(Members members) {
        try (TokenBuffer tokens = new TokenBuffer(MAPPER, false)) {
            write(members, tokens);
            return MAPPER.readTree(tokens.asParser());
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes what is written to it", e);
        }
    }

    /** Writes an object. */
    public static void write(Members members, JsonGenerator out) throws IOException {
        out.writeStartObject();
        members.write(out);
        out.writeEndObject();
    }

    /** Writes a tree. */
    public static void write(JsonNode tree, JsonGenerator out) throws IOException {
        MAPPER.writeTree(out, tree);
    }

    /** Writes a number; {@code null} where it is not finite. */
    public static void write(double value, JsonGenerator out) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeNull();
        }
    }

    /** An empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** An empty array. */
    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** A value as a tree. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /**
     * Reads a part of a body token by token, for what is too large or too frequent to become a tree. Repeated members
     * are the reader's to refuse.
     */
    public static JsonParser parser(byte[] body, int from, int length) throws IOException {
        return STREAMS.createParser(body, from, length);
    }

    /** Writes token by token. */
    public static JsonGenerator generator(OutputStream into) throws IOException {
        return STREAMS.createGenerator(into);
    }

    /** What is wrong with a body that is no JSON, and where. */
    public static Problem notJson(JsonProcessingException e) {
        String where = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        String what = e instanceof MismatchedInputException
                ? "the JSON goes on after its object"
                : firstLine(e.getOriginalMessage());
        return Problem.of(Problem.Kind.BAD_JSON, what + where);
    }

    /** A value as UTF-8. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer can't be written as JSON", e);
        }
    }

    /** A value as lines for people. */
    public static String pretty(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer can't be written as JSON", e);
        }
    }

    /** Puts a number, {@code null} where it is not finite. */
    public static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    /**
     * The object in a request's body.
     *
     * @throws Problem where it is no JSON object or beyond a limit
     */
    public static Fields read(byte[] body) {
        if (body.length == 0) {
            throw Problem.of(Problem.Kind.BAD_JSON, "the body is empty; send a JSON object");
        }
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node == null || !node.isObject()) {
                throw Problem.of(Problem.Kind.BAD_JSON, "the body is not a JSON object; send {...}");
            }
            return new Fields("", (ObjectNode) node);
        } catch (JsonProcessingException e) {
            throw notJson(e);
        } catch (IOException e) {
            throw Problem.of(Problem.Kind.BAD_JSON, "the body is not UTF-8 JSON: " + firstLine(e.getMessage()));
        }
    }

    private static String firstLine(String message) {
        String line = String.valueOf(message).lines().findFirst().orElse("it can't be read");
        return line.replaceAll("\\[Source: [^;]*; ", "[")
                .replaceAll("`?com\\.fasterxml[\\w.$]*`?", "")
                .replaceAll("`?java\\.[\\w.$]*`?", "")
                // How the parser could be set to take it is nothing to a client.
                .replaceAll(", from `?StreamReadConstraints[^)]*\\(\\)`?", "")
                .replaceAll("(: enable| \\(consider enabling| \\(not recognized as one since Feature) [`'].*", "");
    }
}
