package io.perennial.http.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.access.KeyFile;
import io.perennial.http.api.Role;
import io.perennial.http.config.AccessConfig;
import io.perennial.http.config.ServerConfig;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may look at pages where keys are configured, and what other sites can make a browser do. */
class SignInTest {

    @TempDir
    static Path root;

    private static RunningServer server;
    private static KeyFile keys;
    private static String analyst;
    private static String program;
    private static String leaver;

    @BeforeAll
    static void start() {
        keys = new KeyFile(root.resolve("keys.json"));
        analyst = key(Role.ANALYST);
        program = key(Role.SCORE);
        leaver = key(Role.ANALYST);
        server = RunningServer.ofTinyCompany(
                root, 30, ServerConfig.defaults().withAccess(AccessConfig.none().withKeys(keys.path())));
    }

    private static String key(Role role) {
        return keys.create(role.id(), Set.of(role), RunningServer.NOW, RunningServer.NOW.plus(Duration.ofDays(1)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void who_is_not_signed_in_is_led_to_where_one_signs_in_and_back() throws Exception {
        HttpResponse<String> asked = server.get("/users?risk=red");
        assertEquals(303, asked.statusCode());
        String next = asked.headers().firstValue("Location").orElseThrow();
        assertEquals("/sign-in?to=%2Fusers%3Frisk%3Dred", next);
        assertTrue(server.get(next).body().contains("value=\"/users?risk=red\""));
        HttpResponse<String> signedIn = signIn(analyst, "/users");
        assertEquals(303, signedIn.statusCode());
        assertEquals("/users", signedIn.headers().firstValue("Location").orElseThrow());
        assertEquals(200, as(session(signedIn), "/users").statusCode());
    }

    @Test
    void the_session_is_out_of_reach_of_scripts_and_of_other_sites() throws Exception {
        String cookie = signIn(analyst, "/").headers().firstValue("Set-Cookie").orElseThrow();
        assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), cookie);
        assertFalse(cookie.contains(analyst), "the cookie holds the key");
    }

    @Test
    void a_wrong_key_opens_nothing_and_is_not_repeated() throws Exception {
        String wrong = "pk_000000000000_" + "A".repeat(43);
        HttpResponse<String> refused = signIn(wrong, "/");
        assertEquals(401, refused.statusCode());
        assertTrue(refused.headers().firstValue("Set-Cookie").isEmpty());
        assertFalse(refused.body().contains(wrong));
        assertTrue(refused.body().contains("role=\"alert\""), refused.body());
    }

    @Test
    void a_session_without_the_role_is_told_so_on_a_page() throws Exception {
        String session = session(signIn(program, "/"));
        HttpResponse<String> refused = as(session, "/users");
        assertEquals(403, refused.statusCode());
        assertTrue(refused.headers().firstValue("Content-Type").orElseThrow().startsWith("text/html"));
        assertTrue(refused.body().contains("/sign-in"), refused.body());
    }

    @Test
    void signing_out_ends_the_session_and_so_does_revoking_the_key() throws Exception {
        String session = session(signIn(analyst, "/"));
        HttpResponse<String> out = server.send(form("/sign-out", "")
                .header("Cookie", session)
                .header("Sec-Fetch-Site", "same-origin")
                .build());
        assertEquals(303, out.statusCode());
        assertEquals(303, as(session, "/users").statusCode());
        String revoked = session(signIn(leaver, "/"));
        assertEquals(200, as(revoked, "/users").statusCode());
        keys.revoke(leaver.substring(3, 15));
        for (int tries = 0; tries < 100 && as(revoked, "/users").statusCode() == 200; tries++) {
            Thread.sleep(50);
        }
        assertEquals(303, as(revoked, "/users").statusCode());
    }

    @Test
    void another_site_can_not_make_a_signed_in_browser_change_anything() throws Exception {
        String session = session(signIn(analyst, "/"));
        String user = RunningServer.encoded(TinyCompany.ledgers(30).get(1).user());
        for (String site : new String[] {"cross-site", "same-site", "none"}) {
            HttpResponse<String> refused =
                    server.send(HttpRequest.newBuilder(server.uri("/v1/users/" + user + "/what-if"))
                            .header("Cookie", session)
                            .header("Sec-Fetch-Site", site)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"features\":{\"silence_days\":9}}"))
                            .build());
            assertEquals(403, refused.statusCode(), site);
        }
        HttpResponse<String> foreign = server.send(form("/theme", "theme=dark")
                .header("Origin", "https://elsewhere.example")
                .build());
        assertEquals(403, foreign.statusCode());
        HttpResponse<String> own = server.send(form("/theme", "theme=dark")
                .header("Origin", "http://127.0.0.1:" + server.server().port())
                .build());
        assertEquals(303, own.statusCode());
    }

    @Test
    void no_address_of_another_server_is_ever_the_next_one() throws Exception {
        for (String to :
                new String[] {"//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "x", ""}) {
            HttpResponse<String> signedIn = signIn(analyst, to);
            assertEquals("/", signedIn.headers().firstValue("Location").orElseThrow(), to);
        }
    }

    @Test
    void over_plain_http_nobody_is_signed_in_but_told_that_tls_is_needed() throws Exception {
        ServerConfig open = ServerConfig.defaults()
                .withAccess(AccessConfig.none().withKeys(keys.path()))
                .withHost("0.0.0.0");
        try (RunningServer everywhere = RunningServer.ofTinyCompany(root.resolve("open"), 30, open)) {
            HttpResponse<String> plain = signIn(everywhere, "http://shop.internal:8080");
            assertEquals(403, plain.statusCode());
            assertTrue(plain.body().contains("https://"), plain.body());
            assertTrue(plain.headers().firstValue("Set-Cookie").isEmpty());
            for (String kept : List.of("https://shop.internal", "http://localhost:8080", "http://127.0.0.1:8080")) {
                HttpResponse<String> signedIn = signIn(everywhere, kept);
                assertEquals(303, signedIn.statusCode(), kept);
                assertTrue(signedIn.headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow()
                        .contains("; Secure"));
            }
        }
    }

    @Test
    void behind_a_proxy_that_speaks_tls_the_session_travels_over_tls_only() throws Exception {
        for (String origin : List.of("https://perennial.example", "https://localhost:8443")) {
            String cookie = cookie(signIn(server, origin));
            assertTrue(cookie.contains("; Secure"), cookie);
            String none = cookie(signOut(origin, cookie));
            assertTrue(none.contains("; Secure") && none.contains("; Max-Age=0"), none);
        }
        String plain = "http://127.0.0.1:" + server.server().port();
        String cookie = cookie(signIn(server, plain));
        assertFalse(cookie.contains("Secure"), "the browser of this machine would not send it back: " + cookie);
        assertFalse(cookie(signOut(plain, cookie)).contains("Secure"));
    }

    private static HttpResponse<String> signIn(RunningServer at, String origin) throws Exception {
        return at.send(
                from(origin, at, "/sign-in", "key=" + analyst + "&to=%2F").build());
    }

    private static HttpResponse<String> signOut(String origin, String cookie) throws Exception {
        return server.send(from(origin, server, "/sign-out", "")
                .header("Cookie", cookie.split(";", 2)[0])
                .build());
    }

    private static HttpRequest.Builder from(String origin, RunningServer at, String path, String body) {
        return HttpRequest.newBuilder(at.uri(path))
                .header("Content-Type", Form.TYPE)
                .header("Sec-Fetch-Site", "same-origin")
                .header("Origin", origin)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow();
    }

    @Test
    void pages_say_how_a_browser_must_treat_them() throws Exception {
        HttpResponse<String> page = server.get("/sign-in");
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.startsWith("default-src 'none'") && policy.contains("frame-ancestors 'none'"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals(
                "nosniff", page.headers().firstValue("X-Content-Type-Options").orElseThrow());
        assertEquals("same-origin", page.headers().firstValue("Referrer-Policy").orElseThrow());
        assertEquals("no-store", page.headers().firstValue("Cache-Control").orElseThrow());
    }

    @Test
    void a_browser_keeps_the_style_until_it_changes() throws Exception {
        HttpResponse<String> style = server.get(Asset.STYLE.href());
        assertTrue(style.headers().firstValue("Cache-Control").orElseThrow().contains("immutable"));
        String tag = style.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = server.send(HttpRequest.newBuilder(server.uri(Asset.STYLE.href()))
                .header("If-None-Match", tag)
                .build());
        assertEquals(304, again.statusCode());
        assertFalse(server.get("/style.css?v=other")
                .headers()
                .firstValue("Cache-Control")
                .orElseThrow()
                .contains("immutable"));
    }

    private static HttpResponse<String> signIn(String key, String to) throws Exception {
        String body = "key=" + key + "&to=" + URLEncoder.encode(to, StandardCharsets.UTF_8);
        return server.send(
                form("/sign-in", body).header("Sec-Fetch-Site", "same-origin").build());
    }

    private static HttpRequest.Builder form(String path, String body) {
        return HttpRequest.newBuilder(server.uri(path))
                .header("Content-Type", Form.TYPE)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static String session(HttpResponse<String> signedIn) {
        return cookie(signedIn).split(";", 2)[0];
    }

    private static HttpResponse<String> as(String session, String path) throws Exception {
        return server.send(HttpRequest.newBuilder(server.uri(path))
                .header("Cookie", session)
                .build());
    }
}
