import io.javalin.Javalin;
import java.nio.charset.StandardCharsets;

/** Hello-world on the server's own Jetty and Javalin: reads the body, answers the same bytes. */
final class HelloPeer {

    private static final byte[] ANSWER = ("{\"hello\":\"" + "x".repeat(338) + "\"}").getBytes(StandardCharsets.US_ASCII);

    public static void main(String[] args) {
        Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.concurrency.useVirtualThreads = Runtime.version().feature() >= 21;
                    config.routes.post("/hello", context -> {
                        context.bodyAsBytes();
                        context.contentType("application/json");
                        context.result(ANSWER);
                    });
                })
                .start("127.0.0.1", Integer.parseInt(args[0]));
    }
}
