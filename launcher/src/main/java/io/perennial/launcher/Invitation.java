package io.perennial.launcher;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What to type next, once the server answers.
 *
 * @param port the port on the loopback interface
 * @param user a real user at risk
 */
record Invitation(int port, String user) {

    /** Three questions to ask the server. */
    String text() {
        String server = "http://127.0.0.1:" + port;
        String path = server + "/v1/users/"
                + URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20");
        return "\nServing. Ask in another terminal (Ctrl-C stops):\n"
                + "  curl -s '" + path + "/score'\n"
                + "  curl -s '" + path + "/explanation?target=churn&lang=en'\n";
    }
}
