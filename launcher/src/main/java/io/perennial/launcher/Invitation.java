package io.perennial.launcher;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * What to type next, once the server answers.
 *
 * @param port the port on the loopback interface
 * @param user a real user at risk
 * @param asOf the day the scores speak for
 * @param kind a kind of event that counts as activity in this log
 */
record Invitation(int port, String user, LocalDate asOf, String kind) {

    private static final int DAYS_BEFORE = 40;
    private static final String PURCHASE = "purchase";

    /** Three questions to ask the server: a user's score, why, and the score of somebody it never saw. */
    String text() {
        String server = "http://127.0.0.1:" + port + "/v1/";
        String path = server + "users/"
                + URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20");
        return "\nServing on http://127.0.0.1:" + port + " until Ctrl-C. Ask it from another terminal:\n"
                + "  curl -s '" + path + "/score'\n"
                + "  curl -s '" + path + "/explanation?target=churn&lang=en'\n"
                + "  curl -s -X POST -H 'Content-Type: application/json' -d '" + stranger() + "' '" + server
                + "score'\n";
    }

    /** Somebody with two events, the later one some weeks ago. */
    private String stranger() {
        LocalDate later = asOf.minusDays(DAYS_BEFORE);
        return "{\"asOf\":\"" + asOf + "\",\"rows\":[{\"user\":\"somebody\",\"events\":["
                + event(later.minusDays(DAYS_BEFORE)) + "," + event(later) + "]}]}";
    }

    private String event(LocalDate day) {
        String amount = kind.equals(PURCHASE) ? ",\"amount\":49.90" : "";
        return "{\"at\":\"" + day + "T12:00:00Z\",\"kind\":\"" + kind + "\"" + amount + "}";
    }
}
