package io.perennial.training.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.scoring.file.Disk;
import io.perennial.scoring.file.FiniteOrNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes records as JSON: keys in snake case, null for a figure that cannot be told. */
public final class JsonFile {

    private JsonFile() {}

    /** Writes the file whole or not at all. */
    public static void write(Path file, Object content) throws IOException {
        Path beside = file.resolveSibling(".tmp-" + file.getFileName());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Disk.replace(file, beside, mapper().writeValueAsBytes(content));
        } catch (IOException e) {
            throw new IOException("cannot write " + file, e);
        }
    }

    /** The bytes of a record as the file would have them, without some of its members. */
    public static byte[] bytesWithout(Object content, String... members) {
        try {
            ObjectNode node = mapper().valueToTree(content);
            return mapper().writeValueAsBytes(node.remove(List.of(members)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts and numbers has a JSON form", e);
        }
    }

    private static JsonMapper mapper() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(SerializationFeature.INDENT_OUTPUT)
                // By itself Jackson has the JDK write numbers, which before JDK 19 gives some a digit too many.
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                .addModule(FiniteOrNull.module())
                .build();
    }
}
