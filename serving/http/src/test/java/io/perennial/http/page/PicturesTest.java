package io.perennial.http.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotType;
import io.perennial.features.feature.Language;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes the pictures of the pages. In the gate they are of the tiny company and thrown away; those in {@code docs} are of
 * a quickstart that serves on this machine:
 *
 * <pre>./perennial quickstart
 * mvn test -pl serving/http -am -Dtest=PicturesTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dperennial.pictures=http://127.0.0.1:8080</pre>
 */
@ExtendWith(Browsing.class)
class PicturesTest {

    private static final String OTHER_SERVER = System.getProperty("perennial.pictures", "");

    /** Enough to read them; a page of them stays small. */
    private static final int QUALITY = 60;

    @Test
    void every_page_has_its_picture_in_both_languages(Browsing.Shared shared, @TempDir Path unseen) {
        String server = OTHER_SERVER.isEmpty() ? shared.server().uri("").toString() : OTHER_SERVER;
        Path folder = OTHER_SERVER.isEmpty() ? unseen : Path.of(System.getProperty("perennial.root"), "docs/pictures");
        for (Language language : Language.values()) {
            ColorScheme scheme = language == Language.EN ? ColorScheme.LIGHT : ColorScheme.DARK;
            try (Browsing.Reader reader = shared.reader(language, scheme)) {
                pages(reader.page(), server).forEach((name, path) -> {
                    Page page = reader.page();
                    page.navigate(server + path);
                    assertEquals(1, page.locator("h1").count(), path);
                    page.screenshot(new Page.ScreenshotOptions()
                            .setType(ScreenshotType.JPEG)
                            .setQuality(QUALITY)
                            .setPath(folder.resolve(name + "." + language.id() + ".jpg")));
                });
            }
        }
    }

    /** The pages by the names of their pictures; the user is the first of the list. */
    private static Map<String, String> pages(Page page, String server) {
        page.navigate(server + "/users");
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("overview", "/");
        pages.put("users", "/users");
        pages.put("plan", "/users?capacity=300&cost=20");
        pages.put("user", page.locator("table a[href^='/users/']").first().getAttribute("href"));
        pages.put("models", "/models");
        pages.put("model", "/models/churn");
        pages.put("version", "/models/churn/versions/1");
        pages.put("data", "/data");
        return pages;
    }
}
