package io.perennial.http.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.answer.Subjects;
import io.perennial.http.api.Fields;
import io.perennial.http.api.Json;
import io.perennial.http.api.Problem;
import io.perennial.http.ledger.LiveLedger;
import io.perennial.http.live.ServingState;
import io.perennial.http.store.EventStore;
import io.perennial.http.store.StoreAddress;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a request are read before they wait to be explained. */
class AskedRowTest {

    @TempDir
    Path root;

    /** Rows, and the tree they were read from. */
    private record Read(List<AskedRow> rows, WeakReference<ObjectNode> body) {}

    @Test
    void rows_that_wait_hold_nothing_of_the_body_they_came_in() {
        Read read = read(TinyCompany.served(root));
        for (int tries = 0; tries < 20 && read.body().get() != null; tries++) {
            System.gc();
        }
        assertNull(read.body().get(), "the tree is still held");
        assertEquals("a", read.rows().get(0).require().row().user());
        Problem problem = read.rows().get(1).problem().orElseThrow();
        assertEquals(Problem.Kind.BAD_FIELD, problem.kind());
        assertEquals("b", read.rows().get(2).require().row().user());
    }

    /** Apart, so that no variable of the test holds the tree. */
    private static Read read(ServingState state) {
        ObjectNode body = Json.object().put("asOf", "2026-01-01");
        ArrayNode rows = body.putArray("rows");
        rows.addObject().put("user", "a").putObject("features").put("silence_days", 3);
        rows.addObject().put("user", "wrong");
        rows.addObject()
                .put("user", "b")
                .putArray("events")
                .addObject()
                .put("kind", "visit")
                .put("at", "2025-11-28T09:30:00Z");
        try (EventStore store = StoreAddress.inMemory()) {
            LiveLedger ledger = new LiveLedger(store, Clock.fixed(RunningServer.NOW, ZoneOffset.UTC));
            Subjects subjects = new Subjects(state, ledger, 9, TinyCompany.AS_OF);
            return new Read(AskedRow.read(Fields.of(body), subjects, 9), new WeakReference<>(body));
        }
    }
}
