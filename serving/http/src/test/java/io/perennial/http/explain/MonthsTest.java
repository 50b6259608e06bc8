package io.perennial.http.explain;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.scoring.registry.Registry;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trend that reads the months of the past is explained by them, over HTTP. */
class MonthsTest {

    @TempDir
    Path root;

    @Test
    void months_add_up_to_the_served_trend_and_tell_what_was_spent_in_them() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, 40)) {
            Registry registry = Registry.at(root.resolve("registry"));
            TinyCompany.publish(registry, "trend", TinyCompany.monthlyTrend(), TinyCompany.SCHEMA);
            server.server().refresh();
            int told = 0;
            for (UserLedger user : TinyCompany.ledgers(40)) {
                String path = "/v1/users/" + encoded(user.user());
                HttpResponse<String> response = server.get(path + "/explanation?target=trend&lang=zh");
                if (response.statusCode() == 404) {
                    continue;
                }
                assertEquals(200, response.statusCode(), response.body());
                JsonNode answer = json(response);
                assertEquals("months", answer.get("by").asText());
                JsonNode score = json(server.get(path + "/score")).get("score");
                assertEquals(score.get("trend_total"), answer.get("value"));
                double sum = answer.get("baseline").get("value").doubleValue()
                        + answer.get("context").doubleValue()
                        + answer.get("other").doubleValue();
                double spend = 0;
                for (JsonNode month : answer.get("months")) {
                    sum += month.get("contribution").doubleValue();
                    spend += month.get("spend").doubleValue();
                    assertTrue(month.get("text").asText().contains("消费"), month.toString());
                }
                assertEquals(score.get("trend_total").doubleValue(), sum, 1e-9 * Math.max(1, sum));
                assertEquals(spent(user), spend, 1e-6);
                told++;
            }
            assertTrue(told > 30, told + " trends were told");
            assertNoChange(server, TinyCompany.ledgers(40).get(1));
        }
    }

    private static void assertNoChange(RunningServer server, UserLedger user) throws Exception {
        JsonNode change = json(server.get(
                        "/v1/users/" + encoded(user.user()) + "/explanation?target=trend&compareTo=2025-12-01"))
                .get("change");
        assertFalse(change.get("found").booleanValue());
        assertTrue(change.get("reason").asText().contains("reads past months"), change.toString());
    }

    /** In the last 24 blocks, major units. */
    private static double spent(UserLedger user) {
        return user.days().stream()
                .filter(day -> day.day() >= TinyCompany.AS_OF.toEpochDay() - 720)
                .mapToDouble(day -> day.spendMinor() / 100.0)
                .sum();
    }
}
