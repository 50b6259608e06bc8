package io.perennial.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody seen doing something in the app or paying in the shop.
 *
 * @param name the name the log uses
 * @param day  the business day
 * @param what the event or status
 */
record Sighting(String name, LocalDate day, String what) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** All sightings of logs without mess; refunds are the company's doing and none. */
    static List<Sighting> all(Folder folder) {
        List<Sighting> all = new ArrayList<>();
        for (String row : folder.rows("app_events")) {
            JsonNode event = json(row);
            LocalDate day = Instant.ofEpochMilli(event.get("ts").longValue())
                    .atZone(ZONE)
                    .toLocalDate();
            all.add(new Sighting(
                    event.get("uid").textValue(), day, event.get("event").textValue()));
        }
        for (String row : folder.rows("orders")) {
            String[] cells = row.split(",", -1);
            if (!cells[5].equals("REFUNDED")) {
                all.add(new Sighting(cells[1], LocalDate.parse(cells[2].substring(0, 10)), cells[5]));
            }
        }
        return all;
    }

    private static JsonNode json(String row) {
        try {
            return JSON.readTree(row);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(row, e);
        }
    }
}
