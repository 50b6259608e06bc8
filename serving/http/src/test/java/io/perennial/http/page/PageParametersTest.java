package io.perennial.http.page;

import static io.perennial.http.RunningServer.encoded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.api.NotReady;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.config.ConfigBuilder;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.config.TrafficConfig;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages asked for what can't be: the answer is a page that names what is wrong, or the nearest thing there is. */
class PageParametersTest {

    private static final int USERS = 120;

    @TempDir
    Path root;

    @Test
    void a_parameter_that_cannot_be_is_named_on_a_page_in_the_readers_language() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            String user = "/users/" + encoded(TinyCompany.ledgers(USERS).get(1).user());
            for (String path : List.of(
                    "/?offline=maybe",
                    "/users?offline=maybe",
                    user + "?offline=maybe",
                    "/?lang=fr",
                    "/users?risk=purple",
                    "/users?from=-1",
                    "/users?capacity=many",
                    "/users?saved=7",
                    "/users?colour=red",
                    "/list/change?tier=gold",
                    "/list/change?colour=red",
                    user + "/what-if?try_nothing=1")) {
                HttpResponse<String> response = server.get(path);
                assertEquals(400, response.statusCode(), path);
                String parameter = path.replaceAll(".*[?](\\w+)=.*", "$1");
                assertTrue(response.body().contains("'" + parameter + "'"), path + ": " + response.body());
                assertTrue(response.body().contains("<h1>"), path);
                assertFalse(response.body().contains("io.perennial"), path);
            }
        }
    }

    @Test
    void a_plan_goes_by_what_is_to_lose_whatever_order_the_form_sends_beside_it() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            String plan = "risk=any&eligible=any&cost=0.01";
            HttpResponse<String> sorted = server.get("/users?sort=churn&" + plan);
            assertEquals(200, sorted.statusCode(), sorted.body());
            assertEquals(
                    new PageNumbers(server.get("/users?" + plan).body()).part("users", "table"),
                    new PageNumbers(sorted.body()).part("users", "table"));
            assertFalse(sorted.body().contains("sort=churn&amp;columns"), "the CSV would be refused");
            assertEquals(400, server.get("/v1/users?sort=churn&" + plan).statusCode());
        }
    }

    @Test
    void whoever_is_held_out_is_counted_beside_a_plan() throws Exception {
        ServerConfig heldOut = ConfigBuilder.of(ServerConfig.defaults())
                .traffic(new TrafficConfig("spring", 34, 0, false))
                .build();
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS, heldOut)) {
            String all = server.get("/users?risk=any&eligible=true").body();
            assertFalse(all.contains("id=\"list-held-out\""), all);
            String planned =
                    server.get("/users?risk=any&eligible=true&cost=0.01").body();
            double matching = PageNumbers.values(between(planned, "<h2 id=\"list-head\">", "</h2>"))
                    .get(1);
            double held = PageNumbers.values(between(planned, "<p id=\"list-held-out\">", "</p>"))
                    .get(0);
            double everybody = PageNumbers.values(between(all, "<h2 id=\"list-head\">", "</h2>"))
                    .get(0);
            assertEquals(everybody, matching + held);
        }
    }

    private static String between(String html, String from, String to) {
        assertTrue(html.contains(from), html);
        int start = html.indexOf(from) + from.length();
        return html.substring(start, html.indexOf(to, start));
    }

    @Test
    void what_is_wrong_is_said_in_chinese_before_the_words_of_the_api() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            Map.of(
                            "/users?lang=zh&risk=foo", "地址中有一个参数的值无法使用",
                            "/models/nothing?lang=zh", "没有该模型或版本",
                            "/trace/p-none?lang=zh", "决策日志中没有这次预测")
                    .forEach((path, said) -> {
                        String page = page(server, path);
                        assertTrue(page.contains("<strong>" + said + "</strong>"), page);
                        assertTrue(page.contains("<details><summary>"), "the words of the API stand open: " + page);
                    });
            String english = page(server, "/users?risk=foo");
            assertTrue(english.contains("<details open><summary>"), english);
        }
    }

    private static String page(RunningServer server, String path) {
        try {
            return server.get(path).body();
        } catch (Exception e) {
            throw new AssertionError(path, e);
        }
    }

    @Test
    void a_page_is_in_the_first_language_of_the_browser_that_there_is() throws Exception {
        Map<String, String> spoken = Map.of(
                "zh-CN,zh;q=0.9,en;q=0.8", "zh-CN",
                "fr-FR, ZH-Hant;q=0.9, en;q=0.8", "zh-CN",
                "fr;q=0.9 , en-GB;q=0.8, zh;q=0.7", "en",
                "zha, de", "en",
                "", "en");
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            for (Map.Entry<String, String> header : spoken.entrySet()) {
                assertEquals(header.getValue(), languageOf(server, header.getKey()), header.getKey());
            }
            assertEquals("zh-CN", languageOf(server, "fr", "zh"), "lines of a list say together what one would");
        }
    }

    private static String languageOf(RunningServer server, String... lines) throws Exception {
        HttpRequest.Builder page = HttpRequest.newBuilder(server.uri("/users"));
        Stream.of(lines).forEach(line -> page.header("Accept-Language", line));
        return server.send(page.build())
                .headers()
                .firstValue("Content-Language")
                .orElseThrow();
    }

    @Test
    void a_version_has_a_chinese_name_on_a_chinese_page() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            String chinese = server.get("/users?lang=zh").body();
            assertTrue(chinese.contains("数据来自全量包第 1 版") && chinese.contains("流失模型第 1 版"), chinese);
            assertTrue(server.get("/users").body().contains("Numbers are those of population 1, scored by churn 1"));
        }
    }

    @Test
    void the_switches_of_a_problem_page_ask_for_the_same_again() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            String refused = server.get("/users?risk=foo").body();
            assertTrue(refused.contains("href=\"/users?lang=zh&amp;risk=foo\""), refused);
            assertTrue(refused.contains("name=\"to\" value=\"/users?risk=foo\""), refused);
            String chinese = server.get("/users?lang=zh&risk=foo").body();
            assertTrue(chinese.contains("href=\"/users?lang=en&amp;risk=foo\""), chinese);
            assertTrue(chinese.contains("name=\"to\" value=\"/users?risk=foo\""), chinese);
            assertTrue(chinese.contains("'risk'"), chinese);
        }
    }

    @Test
    void the_switches_of_a_refused_form_lead_to_a_page_that_is_there() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            String refused = server.send(HttpRequest.newBuilder(server.uri("/theme?colour=red"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("Sec-Fetch-Site", "same-origin")
                            .POST(HttpRequest.BodyPublishers.ofString("theme=dark"))
                            .build())
                    .body();
            assertTrue(refused.contains("'colour'"), refused);
            assertTrue(refused.contains("href=\"/?lang=zh\""), refused);
            assertTrue(refused.contains("name=\"to\" value=\"/\""), refused);
        }
    }

    @Test
    void an_unknown_user_is_told_of_in_the_readers_language_and_without_a_path_of_the_api() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            String english = server.get("/users/nobody").body();
            assertTrue(english.contains("Nobody of the id “nobody” is in the population"), english);
            assertFalse(english.contains("/v1/"), english);
            String chinese = server.get("/users/nobody?lang=zh").body();
            assertTrue(chinese.contains("全量包中没有编号为“nobody”的用户"), chinese);
            assertFalse(chinese.contains("class=\"said\" lang=\"en\""), chinese);
        }
    }

    @Test
    void feedback_that_is_refused_leads_back_to_the_page_it_was_given_on() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            String refused = feedback(server, "/users/u%2F1?goal=5#feedback");
            assertTrue(refused.contains("id=\"back\" href=\"/users/u%2F1?goal=5#feedback\""), refused);
            String foreign = feedback(server, "//elsewhere.example/");
            assertTrue(foreign.contains("id=\"back\" href=\"/\""), foreign);
        }
    }

    @Test
    void only_what_passes_by_itself_is_offered_to_be_asked_again() {
        Problem counting = Problem.of(Kind.NOT_READY, "being counted").with("Retry-After", "2");
        for (Problem passing : List.of(
                counting, Problem.of(Kind.BUSY, ""), Problem.of(Kind.STORE_DOWN, ""), Problem.of(Kind.TOO_MANY, ""))) {
            assertEquals(
                    Optional.of("/users?risk=red"),
                    again(passing),
                    passing.kind().name());
        }
        for (Problem lasting : List.of(
                Problem.of(Kind.NOT_READY, "no log is kept"),
                NotReady.NO_CHAMPION.problem("none").with("Retry-After", "2"),
                Problem.of(Kind.DAMAGED, "bad bytes").with("Retry-After", "2"),
                Problem.of(Kind.BAD_PARAMETER, ""))) {
            assertEquals(Optional.empty(), again(lasting), lasting.kind().name());
        }
        Optional<String> sent = Optional.empty();
        assertEquals(sent, new ProblemPage.Model(null, counting, "r-1", sent).again(), "a link that sends no form");
    }

    @Test
    void only_a_page_that_waits_for_what_is_being_counted_asks_again_by_itself() {
        Problem counting = Problem.of(Kind.NOT_READY, "being counted").with("Retry-After", "2");
        assertEquals(Map.of("Refresh", "2"), model(counting).refresh());
        assertEquals(Map.of(), new ProblemPage.Model(null, counting, "r-1", Optional.empty()).refresh(), "a form");
        assertEquals(
                Map.of(),
                model(Problem.of(Kind.TOO_MANY, "").with("Retry-After", "2")).refresh());
        assertEquals(
                Map.of(), model(Problem.of(Kind.NOT_READY, "no log is kept")).refresh());
    }

    private static Optional<String> again(Problem problem) {
        return model(problem).again();
    }

    private static ProblemPage.Model model(Problem problem) {
        return new ProblemPage.Model(null, problem, "r-1", Optional.of("/users?risk=red"));
    }

    private static String feedback(RunningServer server, String to) throws Exception {
        HttpResponse<String> response = server.send(HttpRequest.newBuilder(server.uri("/trace/p-none/feedback"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofString("what=already_contacted&text=called&to=" + encoded(to)))
                .build());
        assertEquals(404, response.statusCode(), response.body());
        return response.body();
    }

    @Test
    void a_place_behind_the_end_of_a_list_shows_its_last_page() throws Exception {
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            String last = server.get("/users?risk=any&eligible=any&sort=user&from=100")
                    .body();
            String beyond = server.get("/users?risk=any&eligible=any&sort=user&from=99999")
                    .body();
            assertEquals(new PageNumbers(last).part("users", "table"), new PageNumbers(beyond).part("users", "table"));
            String nobody = server.get("/users?prefix=nobody&from=50").body();
            assertTrue(nobody.contains("class=\"empty\""), nobody);
        }
    }
}
