package io.perennial.notebooks;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A notebook file of format 4.
 *
 * @param file where it is
 * @param json its content
 */
record Notebook(Path file, ObjectNode json) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * A code cell.
     *
     * @param number    its place among the code cells, from 1; also its execution count
     * @param id        its id in the file
     * @param source    the Java code
     * @param tolerance how far a number may lie from the stored one, relative to the larger of 1 and its size; 0 for
     *                  exact
     * @param stored    the outputs in the file
     */
    record Cell(int number, String id, String source, double tolerance, List<Output> stored) {

        /** What to call it in a message. */
        String name() {
            return "code cell " + number + " (" + id + ")";
        }
    }

    static Notebook read(Path file) throws IOException {
        JsonNode json = MAPPER.readTree(file.toFile());
        if (json.path("nbformat").asInt() != 4) {
            throw new IOException(file.getFileName() + " has format " + json.path("nbformat") + ", not 4");
        }
        return new Notebook(file, (ObjectNode) json);
    }

    /** The code cells in order. */
    List<Cell> code() {
        List<Cell> cells = new ArrayList<>();
        for (ObjectNode cell : codeNodes()) {
            List<Output> stored = new ArrayList<>();
            cell.path("outputs").forEach(output -> stored.add(Output.of(output)));
            cells.add(new Cell(
                    cells.size() + 1,
                    cell.path("id").asText(),
                    Lines.of(cell.path("source")),
                    cell.path("metadata").path("tolerance").asDouble(0),
                    List.copyOf(stored)));
        }
        return cells;
    }

    /** The text of the markdown cells in order. */
    List<String> prose() {
        List<String> texts = new ArrayList<>();
        json.path("cells").forEach(cell -> {
            if (cell.path("cell_type").asText().equals("markdown")) {
                texts.add(Lines.of(cell.path("source")));
            }
        });
        return texts;
    }

    /** Writes the file with these outputs, one list for each code cell. */
    void store(List<List<Output>> outputs) throws IOException {
        List<ObjectNode> nodes = codeNodes();
        for (int i = 0; i < nodes.size(); i++) {
            int count = i + 1;
            nodes.get(i).put("execution_count", count);
            ArrayNode stored = nodes.get(i).putArray("outputs");
            outputs.get(i).forEach(output -> stored.add(output.toJson(count)));
        }
        Files.writeString(file, MAPPER.writer(printer()).writeValueAsString(json) + "\n");
    }

    private List<ObjectNode> codeNodes() {
        List<ObjectNode> nodes = new ArrayList<>();
        json.path("cells").forEach(cell -> {
            if (cell.path("cell_type").asText().equals("code")) {
                nodes.add((ObjectNode) cell);
            }
        });
        return nodes;
    }

    /** One space a level and line ends of one kind, as Jupyter writes, so that saving there changes little. */
    private static DefaultPrettyPrinter printer() {
        DefaultIndenter indenter = new DefaultIndenter(" ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        return new DefaultPrettyPrinter(separators).withObjectIndenter(indenter).withArrayIndenter(indenter);
    }
}
