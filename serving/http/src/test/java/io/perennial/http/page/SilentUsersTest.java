package io.perennial.http.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.EventKind;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.config.ServerConfig;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users who were silent for longer than the look-back are on lists, but in no total of what is expected to be lost. */
class SilentUsersTest {

    private static final int SILENT = 5;

    @TempDir
    static Path root;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        List<UserLedger> ledgers = new ArrayList<>();
        for (int i = 0; i < SILENT; i++) {
            ledgers.add(new UserLedger("gone-" + i, List.of(purchase(TinyCompany.AS_OF.minusDays(400 + i)))));
        }
        ledgers.addAll(TinyCompany.ledgers(60));
        server = RunningServer.ofTinyCompany(root, ledgers, ServerConfig.defaults());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void they_are_told_beside_what_the_active_users_of_a_list_are_expected_to_take_with_them() throws Exception {
        double active = loss("/users?risk=any&eligible=true").get(0);
        // Two of the sixty are only ever touched.
        assertEquals(List.of(58.0, active, SILENT + 2.0), loss("/users?risk=any&eligible=any"));
        List<Double> silent = loss("/users?risk=any&eligible=false");
        assertTrue(silent.size() == 1 && silent.get(0) > 0, silent + " is what their scores come to");
    }

    @Test
    void a_plan_contacts_them_only_where_they_alone_are_chosen() throws Exception {
        double active = loss("/users?risk=any&eligible=true").get(0);
        assertEquals(active, loss("/users?risk=any&eligible=any&saved=1").get(1));
        assertTrue(!body("/users?risk=any&eligible=any&saved=1").contains("gone-"));
        assertTrue(body("/users?risk=any&eligible=any&saved=1").contains("<option value=\"true\" selected>"));
        String silent = body("/users?risk=any&eligible=false&saved=1&lang=en");
        assertTrue(silent.contains("gone-") && silent.contains("which no model was judged on"), silent);
    }

    @Test
    void nothing_can_be_tried_of_a_user_who_was_never_active() throws Exception {
        HttpResponse<String> page = server.get("/users/user%2F24/what-if?lang=en");
        assertEquals(200, page.statusCode(), page.body());
        assertTrue(page.body().contains("there is nothing to try"), page.body());
    }

    private static LedgerDay purchase(LocalDate day) {
        int[] counts = new int[EventKind.COUNT];
        counts[EventKind.PURCHASE.index()] = 1;
        return new LedgerDay((int) day.toEpochDay(), counts, 5_000, 0, 60, 0, 0, new int[0], new int[0]);
    }

    private static List<Double> loss(String list) throws Exception {
        return PageNumbers.values(new PageNumbers(body(list)).part("list-loss", "p"));
    }

    private static String body(String path) throws Exception {
        return server.get(path).body();
    }
}
