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
import io.perennial.http.TinyCompany;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An analyst says that a reason is wrong, by keyboard on the user's page and by mouse on the trace. */
@ExtendWith(Browsing.class)
class FeedbackTasksTest {

    private static final String USER =
            "/users/" + encoded(TinyCompany.ledgers(Browsing.USERS).get(3).user());

    @Test
    void a_reason_is_called_wrong_by_keyboard_and_the_trace_shows_it(Browsing.Shared shared) throws Exception {
        try (Browsing.Reader reader = shared.reader(Language.ZH, ColorScheme.DARK)) {
            Page page = reader.open(USER);
            String code = page.locator("#reasons tbody tr").first().getAttribute("data-code");
            page.locator("#f-what").focus();
            page.keyboard().press("Tab");
            page.keyboard().type("用户在休假");
            page.keyboard().press("Enter");
            page.waitForURL(url -> url.endsWith("#feedback"));
            assertSaid(page, "原因有误", code, "用户在休假");
            assertEquals(List.of(), reader.violations());
            page.locator("#trace a[href^='/trace/']").click();
            page.waitForURL(url -> url.contains("/trace/p-"));
            assertSaid(page, "原因有误", code, "用户在休假");
            assertEquals(List.of(), reader.violations());
            assertEquals(List.of(), reader.faults());
        }
        JsonNode told = json(shared.server().get("/v1" + USER + "/history")).get("feedback");
        assertEquals("用户在休假", told.get(0).get("text").asText());
    }

    @Test
    void a_contact_elsewhere_is_told_by_mouse_on_the_trace(Browsing.Shared shared) {
        try (Browsing.Reader reader = shared.reader(Language.EN, ColorScheme.LIGHT, 320, true)) {
            Page page = reader.open(USER);
            page.locator("#trace a[href^='/trace/']").click();
            page.waitForURL(url -> url.contains("/trace/p-"));
            page.locator("#f-what").selectOption("already_contacted");
            page.locator("#feedback-text").fill("called on Friday");
            page.locator("#feedback button").click();
            page.waitForURL(url -> url.endsWith("#feedback"));
            assertSaid(page, "The user was contacted already", "", "called on Friday");
            assertEquals(0, reader.overflow(), "wider than a telephone");
            assertEquals(List.of(), reader.faults());
        }
    }

    private static void assertSaid(Page page, String kind, String code, String text) {
        Locator cells = page.locator("#said tbody tr").first().locator("td");
        assertTrue(cells.nth(1).textContent().startsWith(kind), cells.nth(1).textContent());
        assertEquals(code, String.join("", cells.nth(1).locator("code").allTextContents()));
        assertEquals(text, cells.nth(2).textContent());
    }
}
