package io.perennial.features.spark.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.features.event.Event;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads JSON lines: one object a line. Numbers keep the digits they are written with; nested values are JSON text. */
final class JsonReader implements RecordReader {

    private static final JsonFactory JSON = new ObjectMapper().getFactory();

    private final InputStream in;
    private final CsvScanner scanner;
    private final Decoder decoder;
    private final List<String> asked;
    private final Set<String> ids;
    private final RowHash hash = new RowHash();

    JsonReader(InputStream in, CsvScanner scanner, Decoder decoder, AskedColumns asked) {
        this.in = in;
        this.scanner = scanner;
        this.decoder = decoder;
        this.asked = List.copyOf(asked.all());
        this.ids = asked.ids();
    }

    @Override
    public LogRow next() throws IOException {
        if (!scanner.advance()) {
            return null;
        }
        int end = scanner.start() + scanner.length();
        UTF8String raw = UTF8String.fromString(decoder.raw(scanner.bytes(), scanner.start(), end));
        if (!scanner.problem().isEmpty()) {
            return LogRow.unreadable(raw, scanner.problem());
        }
        if (!scanner.isAscii() && !decoder.isValid(scanner.bytes(), scanner.start(), end)) {
            return LogRow.unreadable(raw, "bytes are not " + decoder.charset());
        }
        try {
            Map<String, String> object = object(decoder.text(scanner.bytes(), scanner.start(), end));
            return ids.stream().map(object::get).allMatch(id -> id == null || Event.isWhole(id))
                    ? record(raw, object)
                    : LogRow.unreadable(raw, "id holds half of a surrogate pair");
        } catch (JsonProcessingException e) {
            return LogRow.unreadable(raw, "not a JSON object");
        }
    }

    private LogRow record(UTF8String raw, Map<String, String> object) {
        hash.clear();
        object.forEach((key, value) -> {
            if (value != null) { // an object that leaves a member out says the same as one where it is null
                hash.add(key);
                hash.add(value);
            }
        });
        long[] hashed = hash.value();
        UTF8String[] values =
                asked.stream().map(object::get).map(UTF8String::fromString).toArray(UTF8String[]::new);
        return new LogRow(raw, Arrays.asList(values), hashed[0], hashed[1], "");
    }

    /** The members of an object in the order of their names. */
    static Map<String, String> object(String line) throws IOException {
        Map<String, String> members = new TreeMap<>();
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonParseException(parser, "not an object");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                members.put(key, value(parser));
            }
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "text after the object");
            }
        }
        return members;
    }

    /** The names of a line's members; empty where the line is no object. */
    static Optional<Set<String>> names(String line) throws IOException {
        try {
            return Optional.of(object(line).keySet());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String value(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token.isStructStart()) {
            return parser.readValueAsTree().toString();
        }
        return parser.getText().isEmpty() ? null : parser.getText();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
