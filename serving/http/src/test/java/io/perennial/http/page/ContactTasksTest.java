package io.perennial.http.page;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.perennial.features.feature.Language;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.config.ConfigBuilder;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.config.TrafficConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An analyst records contacts in a browser, by mouse and by keyboard, until the page says that it is enough. */
@ExtendWith(Browsing.class)
class ContactTasksTest {

    private static final List<UserLedger> LEDGERS = TinyCompany.ledgers(60);
    private static final ServerConfig THIRD_HELD_OUT = ConfigBuilder.of(ServerConfig.defaults())
            .traffic(new TrafficConfig("spring", 34, 0, false))
            .build();

    @TempDir
    private Path root;

    private static JsonNode contact(RunningServer server, String user) throws Exception {
        return json(server.get("/v1/users/" + encoded(user))).get("contact");
    }

    private static String userWith(RunningServer server, Predicate<JsonNode> contact) throws Exception {
        for (UserLedger ledger : LEDGERS) {
            if (contact.test(contact(server, ledger.user()))) {
                return ledger.user();
            }
        }
        throw new AssertionError("no user of " + LEDGERS.size() + " is such a one");
    }

    private static double recent(Page page) {
        return Double.parseDouble(page.locator("#contacts data").first().getAttribute("value"));
    }

    @Test
    void contacts_are_recorded_by_keyboard_and_mouse_until_the_page_says_that_it_is_enough(Browsing.Shared shared)
            throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, 60, THIRD_HELD_OUT);
                Browsing.Reader reader = shared.reader(server.uri("/"), Language.ZH, ColorScheme.DARK, true)) {
            String user = userWith(server, told -> told.get("allowed").booleanValue());
            Page page = reader.open("/users/" + encoded(user));
            assertEquals("尚无触达记录。", page.locator("#contacts").textContent());
            page.locator("#action form button").focus();
            page.keyboard().press("Enter");
            page.waitForURL(url -> url.endsWith("#action"));
            assertTrue(page.locator("#contacts").textContent().contains("2026-01-04"), page.content());
            assertEquals("触达已记录。", page.locator("#recorded").textContent());
            assertEquals(1, recent(page));
            for (int told = 2; told <= 8; told++) {
                page.locator("#action form button").click();
                page.locator("#contacts data[value='" + told + ".0']").waitFor();
                assertEquals(
                        told == 7,
                        page.locator("#disturbance").textContent().contains("再有一次"),
                        told + " contacts, and of the last one it is not warned");
            }
            assertEquals(
                    8, contact(server, user).get("last28Days").intValue(), "the page and the API count differently");
            assertBarred(page, "不可触达：近期触达过多：28 天内已达 8 次；8 次即计满打扰指数，没有回应时次数更少也会计满。");
            assertLedBack(page);
            assertEquals(
                    8,
                    contact(server, user).get("last28Days").intValue(),
                    "the server takes what the page does not offer");
            assertEquals(List.of(), reader.violations());
            assertEquals(List.of(), reader.faults());
        }
    }

    @Test
    void the_hold_out_is_not_contacted_and_the_page_says_why(Browsing.Shared shared) throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, 60, THIRD_HELD_OUT);
                Browsing.Reader reader = shared.reader(server.uri("/"), Language.EN, ColorScheme.LIGHT, true)) {
            String user = userWith(server, told -> told.get("cause").asText().equals("holdout"));
            Page page = reader.open("/users/" + encoded(user));
            assertBarred(
                    page,
                    "Not to be contacted: The user is in the hold-out. Without users whom nobody contacts the effect of"
                            + " contacting can't be told.");
            assertLedBack(page);
            assertTrue(contact(server, user).get("last").isNull(), "the server takes what the page does not offer");
            assertEquals(List.of(), reader.violations());
        }
    }

    private static void assertBarred(Page page, String why) {
        assertEquals(0, page.locator("#action form").count(), "a form that would be refused");
        Locator button = page.locator("#action button");
        assertTrue(button.isDisabled(), "the button can be pressed");
        assertEquals(
                why, page.locator("#" + button.getAttribute("aria-describedby")).textContent());
    }

    /** The form's own request, made from the page itself, comes back to the page. */
    private static void assertLedBack(Page page) {
        Object led = page.evaluate(
                "() => fetch(location.pathname + '/contact', {method: 'POST',"
                        + " body: new URLSearchParams({id: 'by hand'})})"
                        + ".then(answer => answer.redirected && answer.ok && new URL(answer.url).pathname === location.pathname)");
        assertEquals(true, led, "a refused contact leads elsewhere");
    }
}
