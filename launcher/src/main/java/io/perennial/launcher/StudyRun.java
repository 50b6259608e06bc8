package io.perennial.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.launcher.results.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;

/**
 * Runs one study in a folder of its own and reads what it left: the study's JSON where every command ended well, with
 * {@code ran} for the day, the seconds, how the last command ended and what it said on standard error.
 *
 * @param study  what to run
 * @param data   folder of the public data
 * @param folder where everything goes
 * @param looks  the registry that counts looks at outcomes, of all studies and runs
 */
record StudyRun(Study study, Path data, Path folder, Path looks) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PRINTED = "out.json";
    private static final int LINES_KEPT = 40;

    /** Runs the commands one after the other, up to the first that fails; how the last one ended is part of the result. */
    void run(Script script, LocalDate today) throws IOException, InterruptedException {
        // What an earlier run left must not pass for what this one leaves.
        FileUtils.deleteDirectory(folder.toFile());
        Files.createDirectories(folder);
        long start = System.nanoTime();
        int exit = 0;
        for (List<String> command : study.commands()) {
            exit = script.run(words(command), folder.resolve(PRINTED), said());
            if (exit != 0) {
                break;
            }
        }
        ObjectNode ran = JSON.createObjectNode();
        ran.put("day", today.toString());
        ran.put("seconds", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
        ran.put("exit", exit);
        List<String> said = Files.readAllLines(said());
        said.subList(Math.max(0, said.size() - LINES_KEPT), said.size()).forEach(ran.withArray("said")::add);
        Files.write(ran(), JSON.writeValueAsBytes(ran));
    }

    /**
     * What a finished run left; empty where it was not run. A bench that missed a bar ends with 1 and leaves a whole
     * result; what a command that broke off left is none.
     */
    Optional<JsonNode> result() throws IOException {
        if (!Files.isRegularFile(ran())) {
            return Optional.empty();
        }
        JsonNode ran = JSON.readTree(ran().toFile());
        ObjectNode result = whole(folder.resolve(study.result())).orElseGet(JSON::createObjectNode);
        result.set("ran", ran);
        return Optional.of(result);
    }

    private static Optional<ObjectNode> whole(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readValue(file.toFile(), ObjectNode.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The text for people it left; empty where there is none. */
    Optional<Path> text() {
        return Optional.of(folder.resolve(study.text()))
                .filter(file -> !study.text().isEmpty() && Files.isRegularFile(file));
    }

    private List<String> words(List<String> command) {
        List<String> words = new ArrayList<>();
        for (String word : command) {
            words.add(word.replace("$DATA", data.toString())
                    .replace("$OUT", folder.toString())
                    .replace("$LOOKS", looks.toString()));
        }
        return words;
    }

    private Path said() {
        return folder.resolve("err.txt");
    }

    private Path ran() {
        return folder.resolve("ran.json");
    }
}
