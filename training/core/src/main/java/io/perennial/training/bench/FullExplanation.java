package io.perennial.training.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.scoring.model.References;
import io.perennial.training.load.Exchange;
import io.perennial.training.load.Generator;
import io.perennial.training.load.Peer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What an explanation of one user must hold to count as one that was measured in full. */
final class FullExplanation {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DIMENSIONS = 7;

    private FullExplanation() {}

    /** What an answer lacks, in words; asks the server for its trace, and for the same answer again. */
    static List<String> lacking(Peer server, byte[] answer) throws IOException {
        JsonNode told = JSON.readTree(answer);
        List<String> lacking = new ArrayList<>();
        require(told.path("dimensions").size() == DIMENSIONS, "a dimension", lacking);
        require(told.at("/baseline/references").asInt() == References.DEFAULT_ROWS, "references", lacking);
        require(!told.path("reasons").isEmpty(), "reasons", lacking);
        require(!told.at("/featuresOnMargin/values").isEmpty(), "features", lacking);
        JsonNode change = told.path("change");
        require(change.path("found").asBoolean(), "the change: " + change.path("reason"), lacking);
        require(change.path("model").asDouble() != 0, "the part of the other version in the change", lacking);
        String trace = "/v1/trace/" + told.path("predictionId").asText();
        require(!ask(server, Exchange.ofGets(List.of(trace))).path("answers").isEmpty(), "a trace", lacking);
        JsonNode replay = ask(server, Exchange.ofJson(trace + "/replay", List.of("")));
        require(replay.path("equal").asBoolean(), "an equal replay: " + replay, lacking);
        return lacking;
    }

    private static JsonNode ask(Peer server, Exchange exchange) throws IOException {
        return JSON.readTree(new Generator(server.port(), exchange, 1).answer());
    }

    private static void require(boolean holds, String what, List<String> lacking) {
        if (!holds) {
            lacking.add(what);
        }
    }
}
