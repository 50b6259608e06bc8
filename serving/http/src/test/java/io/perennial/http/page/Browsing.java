package io.perennial.http.page;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.perennial.features.feature.Language;
import io.perennial.http.RunningServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a browser and one server of the tiny company, both shared by all tests of a run. Without a Chromium on the
 * machine such tests are skipped.
 */
public final class Browsing implements ParameterResolver {

    /** How many users the shared server knows. */
    public static final int USERS = 400;

    private static final List<Path> CHROMIUMS = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser")
            .map(Path::of)
            .toList();
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            // Containers often have too little shared memory for a page of rows.
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** The browser with the server it looks at. */
    public static final class Shared implements AutoCloseable {

        private final Playwright playwright;
        private final Browser browser;
        private final RunningServer server;
        private final Path root;

        private Shared(Path chromium) {
            try {
                root = Files.createTempDirectory("perennial-pages");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server = RunningServer.ofTinyCompanyTwice(root, USERS);
            playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(chromium)
                            .setArgs(ARGUMENTS));
        }

        /** The server. */
        public RunningServer server() {
            return server;
        }

        /** Where its models lie. */
        public Path registry() {
            return root.resolve("registry");
        }

        /** A fresh browser profile that looks at the server as a reader of a language does, 1,280 pixels wide. */
        public Reader reader(Language language, ColorScheme scheme) {
            return reader(language, scheme, 1_280, true);
        }

        /** A fresh browser profile of so many pixels, with scripts or without. */
        public Reader reader(Language language, ColorScheme scheme, int width, boolean scripts) {
            return reader(server.uri("/"), language, scheme, width, scripts);
        }

        /** A fresh browser profile that looks at another server. */
        public Reader reader(URI home, Language language, ColorScheme scheme, boolean scripts) {
            return reader(home, language, scheme, 1_280, scripts);
        }

        private Reader reader(URI home, Language language, ColorScheme scheme, int width, boolean scripts) {
            return new Reader(
                    browser.newContext(new Browser.NewContextOptions()
                            .setLocale(language == Language.ZH ? "zh-CN" : "en-GB")
                            .setColorScheme(scheme)
                            .setJavaScriptEnabled(scripts)
                            .setAcceptDownloads(true)
                            .setViewportSize(width, 800)),
                    home);
        }

        @Override
        public void close() {
            browser.close();
            playwright.close();
            server.close();
            deleteAll(root);
        }
    }

    private static void deleteAll(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One reader, who notes what should not happen: errors, and requests to other hosts. */
    public static final class Reader implements AutoCloseable {

        private final BrowserContext context;
        private final URI home;
        private final Page page;
        private final List<String> faults = new ArrayList<>();

        private Reader(BrowserContext context, URI home) {
            this.context = context;
            this.home = home;
            this.page = context.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") || message.type().equals("warning")) {
                    faults.add("console: " + message.text());
                }
            });
            page.onPageError(error -> faults.add("script: " + error));
            context.onRequest(request -> {
                URI asked = URI.create(request.url());
                if (!"data".equals(asked.getScheme()) && !home.getAuthority().equals(asked.getAuthority())) {
                    faults.add("asked another host: " + request.url());
                }
            });
        }

        /** Goes to a path; the page as it is then. */
        public Page open(String path) {
            page.navigate(home.resolve(path).toString());
            return page;
        }

        /** The page. */
        public Page page() {
            return page;
        }

        /** What should not have happened so far. */
        public List<String> faults() {
            return faults;
        }

        /** What axe finds wrong with the page, a line each. */
        public List<String> violations() {
            // By default axe describes every element that is right as well, and puts what it found in frames together
            // on a page of its own; our pages have none.
            AxeRunOptions onlyWhatIsWrong = new AxeRunOptions();
            onlyWhatIsWrong.setResultTypes(List.of("violations"));
            return new AxeBuilder(page)
                    .options(onlyWhatIsWrong).setLegacyMode(true).analyze().getViolations().stream()
                            .map(Reader::said)
                            .toList();
        }

        private static String said(Rule rule) {
            return rule.getId() + ": " + rule.getHelp() + " at "
                    + rule.getNodes().stream()
                            .map(node -> node.getTarget() + " " + node.getHtml())
                            .limit(3)
                            .toList();
        }

        /** By how many pixels the page is wider than what is seen of it. */
        public int overflow() {
            return ((Number) page.evaluate(
                            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .intValue();
        }

        @Override
        public void close() {
            context.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Shared.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Path chromium =
                CHROMIUMS.stream().filter(Files::isExecutable).findFirst().orElse(null);
        Assumptions.assumeTrue(
                chromium != null, "no Chromium at " + CHROMIUMS + ": the pages are not looked at in a browser");
        return context.getRoot()
                .getStore(Namespace.create(Browsing.class))
                .getOrComputeIfAbsent(Shared.class, key -> new Shared(chromium));
    }
}
