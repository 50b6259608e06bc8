package io.perennial.http.page;

import static io.perennial.http.RunningServer.encoded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.perennial.features.feature.Language;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.scoring.registry.Registry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A server that is not ready, slow or gone leaves its reader with what to do, and no script with an error. */
@ExtendWith(Browsing.class)
class SlowServerTest {

    private static final String USER =
            "/users/" + encoded(TinyCompany.ledgers(Browsing.USERS).get(1).user());

    @TempDir
    Path root;

    /** The browser itself notes an answer that is not 200; nothing else may be noted. */
    private static List<String> ofScripts(Browsing.Reader reader) {
        return reader.faults().stream()
                .filter(fault -> !fault.contains("Failed to load resource"))
                .toList();
    }

    @Test
    void what_is_not_ready_says_what_to_do_and_leads_back_once_it_is(Browsing.Shared shared) {
        Registry registry = Registry.at(root.resolve("registry"));
        TinyCompany.publishModels(registry);
        try (RunningServer server = RunningServer.over(registry)) {
            for (Language language : Language.values()) {
                try (Browsing.Reader reader = shared.reader(server.uri("/"), language, ColorScheme.LIGHT, true)) {
                    Page page = reader.page();
                    assertEquals(
                            503,
                            page.navigate(server.uri("/users?risk=any&eligible=any")
                                            .toString())
                                    .status());
                    assertTrue(page.locator("main").textContent().contains("perennial load"));
                    assertEquals(
                            "/users?risk=any&eligible=any",
                            page.locator("#again").getAttribute("href"));
                    assertEquals(List.of(), reader.violations());
                    assertEquals(List.of(), ofScripts(reader));
                }
            }
            TinyCompany.publishPopulation(
                    registry, server.server().state().requireScorer(), root.resolve("bundle"), 40);
            server.server().refresh();
            try (Browsing.Reader reader = shared.reader(server.uri("/"), Language.EN, ColorScheme.LIGHT, true)) {
                Page page = reader.open("/users?risk=any&eligible=any");
                assertTrue(page.locator("#users tbody tr").count() > 0, "nobody is listed");
            }
        }
    }

    @Test
    void a_try_that_is_slow_is_waited_for_and_one_that_fails_says_so(Browsing.Shared shared) throws Exception {
        for (Language language : Language.values()) {
            try (Browsing.Reader reader = shared.reader(language, ColorScheme.LIGHT)) {
                Page page = reader.open(USER);
                page.route("**/what-if?*", Route::abort);
                page.locator("#try_silence_days").fill("60");
                Locator failed = page.locator("#tried-now [role=alert]");
                failed.waitFor();
                assertTrue(failed.textContent().contains(language.choose("does not answer", "没有响应")));
                page.unroute("**/what-if?*");
                CountDownLatch asked = new CountDownLatch(1);
                page.onRequest(request -> {
                    if (request.url().contains("what-if?")) {
                        asked.countDown();
                    }
                });
                page.route("**/what-if?*", route -> route.fulfill(new Route.FulfillOptions().setStatus(503)));
                page.locator("#try_silence_days").fill("61");
                page.waitForCondition(() -> asked.getCount() == 0);
                failed.waitFor();
                page.unroute("**/what-if?*");
                page.locator("#try_silence_days").fill("62");
                page.locator("#tried-now tr[data-score=churn]").waitFor();
                assertEquals(0, failed.count(), "it still says that it failed");
                assertTrue(asked.await(0, TimeUnit.SECONDS));
                assertEquals(List.of(), ofScripts(reader));
            }
        }
    }
}
