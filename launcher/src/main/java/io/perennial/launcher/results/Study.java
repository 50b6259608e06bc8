package io.perennial.launcher.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Commands to run, and what their result must show.
 *
 * @param id       name of its folder
 * @param title    heading
 * @param about    what a reader must know, one sentence or more
 * @param commands command lines without {@code perennial}, run in turn; {@code $DATA} stands for the folder of public
 *                 data, {@code $OUT} for the folder of the study and {@code $LOOKS} for that of the texts, where looks
 *                 at outcomes are counted
 * @param result   the JSON file they leave in that folder; what they print where it is {@code out.json}
 * @param text     the file for people they leave there, empty where there is none
 * @param tables   what is shown of it
 * @param bars     what it must show
 */
public record Study(
        String id,
        String title,
        String about,
        List<List<String>> commands,
        String result,
        String text,
        List<Table> tables,
        List<Bar> bars) {

    private static final String FILE = "studies.json";

    /** Every study of the page, in its order. */
    public static List<Study> all() {
        try (InputStream file = Study.class.getResourceAsStream(FILE)) {
            JsonNode root = new ObjectMapper().readTree(file);
            JsonNode tables = root.path("tables");
            return list(root.path("studies"), node -> of(node, tables));
        } catch (IOException e) {
            throw new IllegalStateException("the jar holds no readable " + FILE, e);
        }
    }

    private static Study of(JsonNode node, JsonNode tables) {
        return new Study(
                node.path("id").asText(),
                node.path("title").asText(),
                node.path("about").asText(),
                list(node.path("commands"), Study::words),
                node.path("result").asText(),
                node.path("text").asText(),
                list(node.path("tables"), name -> Table.of(tables.path(name.asText()))),
                list(node.path("bars"), Bar::of));
    }

    /** One text, split at spaces, or a list of words where a word holds a space. */
    private static List<String> words(JsonNode line) {
        return line.isArray()
                ? list(line, JsonNode::asText)
                : List.of(line.asText().split(" "));
    }

    private static <T> List<T> list(JsonNode nodes, Function<JsonNode, T> reader) {
        List<T> list = new ArrayList<>();
        nodes.forEach(node -> list.add(reader.apply(node)));
        return List.copyOf(list);
    }
}
