package io.perennial.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.http.answer.DataGates;
import io.perennial.http.ledger.ScoringDay;
import io.perennial.http.live.Refusal;
import io.perennial.scoring.population.LogAccount;
import io.perennial.scoring.population.PopulationBundle;
import io.perennial.scoring.registry.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server tells of the data behind its scores, and the conditions it holds them to. */
class DataTest {

    private static final LogAccount.Rows ROWS = new LogAccount.Rows(1_000, 900, 30, 50, 20, 1_100);

    @TempDir
    private Path folder;

    private static LogAccount account(LogAccount.Rows rows, Map<String, Long> withheld) {
        LocalDate last = TinyCompany.AS_OF.minusDays(1);
        return new LogAccount(
                TinyCompany.AS_OF,
                "data",
                rows,
                List.of(new LogAccount.Cause("user is missing", 20, List.of(",9999-99-99"))),
                List.of(
                        new LogAccount.FileRows("a.csv", new LogAccount.Rows(600, 550, 20, 20, 10, 700)),
                        new LogAccount.FileRows("b.csv", new LogAccount.Rows(400, 350, 10, 30, 10, 400))),
                List.of(new LogAccount.LogDays("shop", TinyCompany.FIRST_DAY, last, last)),
                List.of("visit", "purchase"),
                40,
                2,
                new LogAccount.Explaining(38, withheld, 4.4e-16));
    }

    private JsonNode asked(RunningServer server) throws Exception {
        var response = server.get("/v1/data");
        assertEquals(200, response.statusCode(), response.body());
        return RunningServer.json(response);
    }

    @Test
    void rows_read_are_rows_told_and_every_condition_is_measured() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(folder, 40)) {
            JsonNode untold = asked(server);
            assertFalse(untold.get("told").asBoolean(), "a bundle of an earlier release has no account");
            assertTrue(untold.get("reason").asText().contains("score and load again"));

            account(ROWS, Map.of()).write(folder.resolve("bundle"));
            PopulationBundle.publish(folder.resolve("bundle"), Registry.at(folder.resolve("registry")));
            server.server().refresh();
            JsonNode told = asked(server);
            JsonNode rows = told.get("rows");
            assertEquals(
                    rows.get("read").asLong(),
                    rows.get("kept").asLong()
                            + rows.get("ignored").asLong()
                            + rows.get("duplicates").asLong()
                            + rows.get("quarantined").asLong());
            assertEquals("population@2", told.get("population").asText());
            assertEquals(3, told.get("ageDays").asInt());
            assertEquals(4, told.at("/logs/0/ageDays").asInt());
            assertEquals(
                    DataGates.Id.values().length - 1,
                    told.get("gates").size(),
                    "nobody feeds it, so nobody can stop to");
            assertEquals("2025-12-31", told.get("newestEvent").asText());
            assertEquals(4, told.get("eventAgeDays").asInt());
            String page = server.get("/data").body();
            for (JsonNode count : rows) {
                assertTrue(page.contains("<data value=\"" + count.doubleValue() + "\">"), "the page misses " + count);
            }
            for (JsonNode gate : told.get("gates")) {
                assertTrue(page.contains("data-gate=\"" + gate.get("id").asText() + "\" data-passed=\"true\""));
            }
            told.get("gates").forEach(gate -> assertTrue(gate.get("passed").asBoolean(), gate.toString()));
        }
    }

    @Test
    void a_feed_that_died_shows_though_the_as_of_is_always_new() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(folder, 40)) {
            account(ROWS, Map.of()).write(folder.resolve("bundle"));
            PopulationBundle.publish(folder.resolve("bundle"), Registry.at(folder.resolve("registry")));
            server.server().refresh();
            String event =
                    "{\"events\":[{\"user\":\"u\",\"id\":\"e\",\"at\":\"2026-01-01T09:00:00Z\",\"kind\":\"visit\"}]}";
            assertEquals(200, server.post("/v1/events", event).statusCode());
            JsonNode features =
                    RunningServer.json(server.get("/v1/users/u/score")).get("features");
            assertEquals(0, features.get("ageDays").asInt());
            assertEquals("2026-01-01", features.get("newestEvent").asText());
            assertEquals(3, features.get("eventAgeDays").asInt());
            JsonNode told = asked(server);
            assertTrue(told.get("live").asBoolean());
            assertEquals(3, told.get("eventAgeDays").asInt());
            assertEquals(
                    "{\"id\":\"fed\",\"passed\":false,\"found\":3.0,\"limit\":2.0}",
                    gate(told, "fed").toString());
            String page = server.get("/data").body();
            assertTrue(page.contains("data-gate=\"fed\" data-passed=\"false\""));
            assertTrue(page.contains("<div id=\"newest\"><dt>Newest day with live events</dt><dd>2026-01-01"), page);
            // Three and a half days since that day began.
            String metrics = server.get("/metrics").body();
            assertTrue(metrics.contains("\nperennial_event_age_seconds 302400.0\n"));
            assertTrue(metrics.contains("\nperennial_store_up 1.0\n"));
        }
    }

    private static JsonNode gate(JsonNode told, String id) {
        for (JsonNode gate : told.get("gates")) {
            if (gate.get("id").asText().equals(id)) {
                return gate;
            }
        }
        throw new AssertionError("no condition " + id + " in " + told);
    }

    @Test
    void a_damaged_account_takes_no_score_away() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(folder, 40)) {
            account(ROWS, Map.of()).write(folder.resolve("bundle"));
            PopulationBundle.publish(folder.resolve("bundle"), Registry.at(folder.resolve("registry")));
            server.server().refresh();
            Path file = folder.resolve("registry/population/versions/2/" + LogAccount.FILE);
            file.toFile().setWritable(true);
            Files.writeString(file, Files.readString(file).replace("900", "901"));
            assertEquals(503, server.get("/v1/data").statusCode());
            assertEquals(200, server.get("/v1/users?limit=1").statusCode());
        }
    }

    @Test
    void a_condition_fails_on_exactly_what_breaks_it() {
        LogAccount.Rows lost = new LogAccount.Rows(1_001, 900, 30, 50, 20, 1_100);
        LogAccount.Rows spoilt = new LogAccount.Rows(1_000, 800, 30, 50, 120, 1_000);
        LocalDate today = TinyCompany.AS_OF;
        assertEquals(List.of(), failed(account(ROWS, Map.of()), List.of(), today));
        assertEquals(
                List.of(DataGates.Id.ROWS_CONSERVED, DataGates.Id.FILES_ADD_UP),
                failed(account(lost, Map.of()), List.of(), today));
        assertEquals(List.of(DataGates.Id.QUARANTINE_SMALL), failed(account(spoilt, Map.of()), List.of(), today));
        assertEquals(
                List.of(DataGates.Id.REASONS_ADD_UP),
                failed(account(ROWS, Map.of("sum_failed", 1L)), List.of(), today));
        assertEquals(List.of(), failed(account(ROWS, Map.of()), List.of(), today.plusDays(15)));
        assertEquals(List.of(DataGates.Id.FRESH), failed(account(ROWS, Map.of()), List.of(), today.plusDays(16)));
        assertEquals(
                List.of(DataGates.Id.PUBLISHED_ANSWERS),
                failed(account(ROWS, Map.of()), List.of(new Refusal("ltv", 2, "damaged")), today));
    }

    private static List<DataGates.Id> failed(LogAccount account, List<Refusal> refusals, LocalDate today) {
        return new DataGates(account, TinyCompany.SCHEMA, refusals, ScoringDay.ofPopulation(TinyCompany.AS_OF), today)
                .all().stream()
                        .filter(gate -> !gate.passed())
                        .map(DataGates.Gate::id)
                        .toList();
    }
}
