package io.perennial.http.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.perennial.features.feature.Language;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.scoring.registry.JournalEntry;
import io.perennial.scoring.registry.Registry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What serves is changed by hand on the port for changes: shown first, confirmed, kept in the journal. */
@ExtendWith(Browsing.class)
class ModelChangeTest {

    private static final String CHANGE = ChangeDesk.CHANGE;

    @TempDir
    Path root;

    private ChangeDesk desk;
    private RunningServer server;
    private Registry registry;
    private String admin;
    private String analyst;

    @BeforeEach
    void start() {
        desk = new ChangeDesk(root, 2);
        server = desk.server();
        registry = desk.registry();
        admin = desk.admin();
        analyst = desk.analyst();
    }

    @AfterEach
    void stop() {
        desk.close();
    }

    private String answering() {
        return server.server()
                .state()
                .scorer()
                .map(scorer -> scorer.churn().id().toString())
                .orElse("nothing");
    }

    private JournalEntry last() {
        return registry.standing("churn")
                .entries()
                .get(registry.standing("churn").head() - 1);
    }

    @Test
    void by_keyboard_and_without_scripts_a_version_is_promoted_and_rolled_back(Browsing.Shared shared) {
        try (Browsing.Reader reader = shared.reader(desk.home(), Language.ZH, ColorScheme.DARK, false)) {
            Page page = reader.open("/");
            page.locator("#key").fill(admin);
            page.keyboard().press("Enter");
            page.waitForURL(url -> !url.contains("sign-in"));
            reader.open("/models/churn");
            press(page, "button[value=promote]");
            assertEquals("版本 1", page.locator("#now a").textContent());
            assertEquals("版本 2", page.locator("#then a").textContent());
            assertTrue(page.locator("#reading").textContent().contains("版本 2 将取代版本 1"));
            assertEquals("churn@1", answering(), "something changed before it was confirmed");
            page.locator("#why").fill("召回更高");
            press(page, "#confirm button");
            assertEquals("churn@2", answering());
            assertEquals("召回更高", last().why());
            assertEquals("key:" + admin.substring(3, 15), last().by());
            assertTrue(page.locator("#last").textContent().contains("召回更高"), "the page names no last change");
            press(page, "button[value=rollback]");
            assertEquals("版本 1", page.locator("#then a").textContent());
            press(page, "#confirm button");
            assertEquals("churn@1", answering());
            assertEquals(List.of(), reader.faults());
        }
    }

    private static void press(Page page, String what) {
        page.locator(what).first().focus();
        String before = page.url();
        page.keyboard().press("Enter");
        page.waitForURL(url -> !url.equals(before));
    }

    @Test
    void the_pages_of_changes_are_for_everybody(Browsing.Shared shared) {
        registry.promote("churn", 2, "");
        registry.challenge("churn", 1, "");
        server.server().refresh();
        for (Language language : Language.values()) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                try (Browsing.Reader reader = shared.reader(desk.home(), language, scheme, true)) {
                    Page page = reader.open("/");
                    page.locator("#key").fill(admin);
                    page.keyboard().press("Enter");
                    page.waitForURL(url -> !url.contains("sign-in"));
                    for (String path : List.of("/models/churn", CHANGE + "?change=dismiss", CHANGE + "?change=kill")) {
                        page.setViewportSize(320, 800);
                        reader.open(path);
                        assertEquals(1, page.locator("h1").count(), path);
                        assertEquals(List.of(), reader.violations(), language + " " + scheme + " " + path);
                        assertEquals(0, reader.overflow(), path);
                    }
                    assertEquals(List.of(), reader.faults());
                }
            }
        }
    }

    @Test
    void what_a_kill_would_bring_is_what_it_brings() throws Exception {
        registry.promote("churn", 2, "");
        registry.promote(
                "churn", registry.publish(TinyCompany.draft("churn", TinyCompany.churn(0.7), TinyCompany.SCHEMA)), "");
        Files.write(root.resolve("registry/churn/versions/2/model.bin"), new byte[10]);
        server.server().refresh();
        String page = desk.get(CHANGE + "?change=kill", admin).body();
        assertTrue(new PageNumbers(page).part("then", "tr").contains("versions/1\""), "version 2 is damaged");
        assertEquals(
                303,
                desk.post("change=kill&expected=3&why=prices", admin, "same-origin")
                        .statusCode());
        assertEquals("churn@1", answering());
        assertEquals("killed: prices", last().why());
        String alone = desk.get(CHANGE + "?change=kill", admin).body();
        assertTrue(alone.contains("nothing will answer"), alone);
        assertEquals(409, desk.get(CHANGE + "?change=rollback", admin).statusCode());
    }

    @Test
    void a_kill_that_was_cut_off_is_shown_as_one_to_finish_and_finished() throws Exception {
        TinyCompany.publishRule(registry);
        registry.withdraw("churn", "killed: prices");
        server.server().refresh();
        assertEquals("nothing", answering());
        String model = desk.get("/models/churn", admin).body();
        assertTrue(model.contains("value=\"kill\""), model);
        String page = desk.page("change=kill");
        assertTrue(page.contains("The last kill of churn ended before"), page);
        assertEquals(303, desk.confirm(page).statusCode());
        assertEquals("churn@3", answering());
    }

    @Test
    void what_was_decided_on_another_champion_changes_nothing() throws Exception {
        registry.promote("churn", 2, "somebody was faster");
        int entries = registry.standing("churn").head();
        HttpResponse<String> refused = desk.post("change=promote&version=2&expected=1", admin, "same-origin");
        assertEquals(409, refused.statusCode());
        assertTrue(refused.body().contains("<h1>") && refused.body().contains("no longer 1"), refused.body());
        for (String wrong : List.of("change=delete", "change=promote", "change=promote&version=9", "")) {
            assertTrue(desk.post(wrong, admin, "same-origin").statusCode() / 100 == 4, wrong);
        }
        assertEquals(entries, registry.standing("churn").head());
    }

    @Test
    void nobody_else_changes_anything_nor_another_site_by_an_admin_s_browser() throws Exception {
        int entries = registry.standing("churn").head();
        String change = "change=promote&version=2&expected=1";
        for (String site : List.of("cross-site", "same-site", "none")) {
            assertEquals(403, desk.post(change, admin, site).statusCode(), site);
        }
        assertEquals(403, desk.post(change, analyst, "same-origin").statusCode());
        assertEquals(
                403, desk.get(CHANGE + "?change=promote&version=2", analyst).statusCode());
        assertEquals(
                303,
                server.send(HttpRequest.newBuilder(desk.home().resolve(CHANGE)).build())
                        .statusCode(),
                "who is not signed in is led to where one signs in");
        assertEquals(entries, registry.standing("churn").head());
        String seen = desk.get("/models/churn", analyst).body();
        assertFalse(seen.contains("<form method=\"get\" action=\"" + CHANGE), "a button that may not be used");
        assertTrue(desk.get("/models/churn", admin).body().contains("<form method=\"get\" action=\"" + CHANGE));
    }

    private String commands() throws Exception {
        server.server().refresh();
        String page = server.send(HttpRequest.newBuilder(server.uri("/models/churn"))
                        .header("Authorization", "Bearer " + admin)
                        .build())
                .body();
        assertTrue(page.contains("<h1>Churn</h1>"), "one name, the reader's");
        return new PageNumbers(page).part("commands", "pre");
    }

    @Test
    void the_page_shows_no_command_that_would_be_refused_now() throws Exception {
        String first = commands();
        assertTrue(first.contains("promote churn 2 ") && first.contains("kill churn "), first);
        assertFalse(first.contains("rollback"), "nobody was champion before: " + first);
        registry.promote("churn", 2, "");
        String second = commands();
        assertTrue(second.contains("promote churn 1 ") && second.contains("rollback churn "), second);
        registry.retire("churn", 1, "");
        String last = commands();
        assertFalse(last.contains("promote") || last.contains("rollback"), "version 1 is retired: " + last);
        assertTrue(last.contains("kill churn "), last);
    }

    @Test
    void the_port_that_answers_has_no_such_page() throws Exception {
        HttpResponse<String> page = server.send(HttpRequest.newBuilder(server.uri(CHANGE))
                .header("Authorization", "Bearer " + admin)
                .build());
        assertEquals(404, page.statusCode());
        String model = server.send(HttpRequest.newBuilder(server.uri("/models/churn"))
                        .header("Authorization", "Bearer " + admin)
                        .build())
                .body();
        assertFalse(model.contains(CHANGE), "a form of another port");
        assertTrue(model.contains("with a key of role admin"), "it does not say where it is changed");
    }
}
