package io.perennial.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The server a quickstart ends with.
 *
 * @param script   starts it
 * @param registry what it serves
 * @param playbook what is done for whom; empty for the standard one
 * @param port     the port on the loopback interface
 */
record Server(Script script, Path registry, Optional<Path> playbook, int port) {

    private static final Duration TIME_TO_START = Duration.ofSeconds(60);

    /**
     * Checks that the port is free, before the minutes of work that come first.
     *
     * @throws IllegalStateException where it is taken
     */
    void checkPort() {
        try {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "port " + port + " is taken; give another with --port, or --no-serve to stop before serving", e);
        }
    }

    /**
     * Serves until stopped, having printed what to ask once it answers.
     *
     * @return the exit code of the server
     */
    int run(Invitation invitation) throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(List.of("serve", "--registry", registry.toString(), "--port", Integer.toString(port)));
        playbook.ifPresent(file -> words.addAll(List.of("--playbook", file.toString())));
        Process process = script.start(words, Map.of());
        process.getOutputStream().close();
        if (isReady(process)) {
            System.out.print(invitation.text());
        }
        process.getInputStream().transferTo(System.err);
        return process.waitFor();
    }

    private boolean isReady(Process process) throws InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                .timeout(Duration.ofSeconds(2))
                .build();
        long deadline = System.nanoTime() + TIME_TO_START.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            if (answersOk(client, ready)) {
                return true;
            }
            Thread.sleep(100);
        }
        return false;
    }

    private static boolean answersOk(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not listening yet
        }
    }
}
