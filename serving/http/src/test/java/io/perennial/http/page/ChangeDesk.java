package io.perennial.http.page;

import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.access.KeyFile;
import io.perennial.http.api.Role;
import io.perennial.http.config.AccessConfig;
import io.perennial.http.config.AdminConfig;
import io.perennial.http.config.ConfigBuilder;
import io.perennial.http.config.ServerConfig;
import io.perennial.scoring.registry.Registry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A server whose churn model can be changed: version 1 is champion, the next ones are published. */
final class ChangeDesk implements AutoCloseable {

    static final String CHANGE = "/models/churn/change";

    private static final Pattern HIDDEN = Pattern.compile("<input type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\">");

    private final RunningServer server;
    private final Registry registry;
    private final String admin;
    private final String analyst;

    /** A desk with so many versions. */
    ChangeDesk(Path root, int versions) {
        KeyFile keys = new KeyFile(root.resolve("keys.json"));
        admin = key(keys, Role.ADMIN);
        analyst = key(keys, Role.ANALYST);
        ServerConfig config =
                ServerConfig.defaults().withAccess(AccessConfig.none().withKeys(keys.path()));
        server = RunningServer.ofTinyCompany(
                root,
                30,
                ConfigBuilder.of(config).admin(new AdminConfig("127.0.0.1", 0)).build());
        registry = Registry.at(root.resolve("registry"));
        for (int version = 2; version <= versions; version++) {
            registry.publish(TinyCompany.draft("churn", TinyCompany.churn(0.3 + 0.1 * version), TinyCompany.SCHEMA));
        }
    }

    private static String key(KeyFile keys, Role role) {
        return keys.create(role.id(), Set.of(role), RunningServer.NOW, RunningServer.NOW.plus(Duration.ofDays(1)));
    }

    RunningServer server() {
        return server;
    }

    Registry registry() {
        return registry;
    }

    String admin() {
        return admin;
    }

    String analyst() {
        return analyst;
    }

    URI home() {
        return URI.create("http://127.0.0.1:" + server.server().adminPort().orElseThrow());
    }

    HttpResponse<String> get(String path, String key) throws Exception {
        return server.send(HttpRequest.newBuilder(home().resolve(path))
                .header("Authorization", "Bearer " + key)
                .build());
    }

    HttpResponse<String> post(String body, String key, String site) throws Exception {
        return server.send(HttpRequest.newBuilder(home().resolve(CHANGE))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", Form.TYPE)
                .header("Sec-Fetch-Site", site)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** What a change would come to, as its page for the admin says. */
    String page(String query) throws Exception {
        return get(CHANGE + "?" + query, admin).body();
    }

    /** Presses the button of such a page. */
    HttpResponse<String> confirm(String page) throws Exception {
        String body = HIDDEN.matcher(new PageNumbers(page).part("confirm", "form"))
                .results()
                .map(field -> field.group(1) + "=" + field.group(2))
                .collect(Collectors.joining("&"));
        return post(body, admin, "same-origin");
    }

    @Override
    public void close() {
        server.close();
    }
}
