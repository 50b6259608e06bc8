package io.perennial.http.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.perennial.http.access.Gate;
import io.perennial.http.api.Answer;
import io.perennial.http.api.ErrorPages;
import io.perennial.http.api.Json;
import io.perennial.http.config.AccessConfig;
import io.perennial.http.config.ServerConfig;
import io.perennial.http.config.TokenConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who asks for what is answered by the threads that look after connections. */
@Timeout(60)
class PromptCallersTest {

    @TempDir
    Path root;

    @Test
    void a_token_not_seen_before_is_verified_on_a_thread_of_its_own() throws Exception {
        OctetSequenceKey secret =
                new OctetSequenceKeyGenerator(256).keyID("secret").generate();
        Path keys = Files.writeString(root.resolve("jwks.json"), new JWKSet(List.of(secret)).toString(false));
        ServerConfig config = ServerConfig.defaults()
                .withPort(0)
                .withAccess(new AccessConfig(
                        Optional.empty(),
                        Optional.of(new TokenConfig(
                                "https://issuer.example", "perennial", keys, List.of("HS256"), "roles"))));
        try (WebServer server = server(config)) {
            HttpClient client = HttpClient.newHttpClient();
            for (String subject : List.of("shop", "till")) {
                HttpRequest request = request(server, token(secret, subject));
                assertEquals("{\"isAtOnce\":false}", answer(client, request), "verified first");
                // Once in a second the file of keys is looked at, which is waited for elsewhere too.
                while (!answer(client, request).equals("{\"isAtOnce\":true}")) {
                    Thread.sleep(1);
                }
            }
        }
    }

    private static WebServer server(ServerConfig config) {
        return WebServer.of(
                        config,
                        List.of(FastLaneTest.post(
                                        "/v1/things",
                                        request -> Answer.json(
                                                Json.object().put("isAtOnce", PromptLaneTest.isThreadOfConnections())))
                                .promptly(path -> true)),
                        Gate.of(config, Clock.systemUTC()),
                        ErrorPages.NONE,
                        (route, method, status, nanos) -> {})
                .listen();
    }

    private static HttpRequest request(WebServer server, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/v1/things"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
    }

    private static String answer(HttpClient client, HttpRequest request) throws Exception {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), response.body());
        return response.body();
    }

    private static String token(OctetSequenceKey secret, String subject) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("secret").build(),
                new JWTClaimsSet.Builder()
                        .issuer("https://issuer.example")
                        .audience("perennial")
                        .subject(subject)
                        .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                        .claim("roles", "score")
                        .build());
        token.sign(new MACSigner(secret));
        return token.serialize();
    }
}
