import io.javalin.Javalin;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Hello-world on the server's own Jetty: reads the body, answers the same bytes. At {@code /hello} by way of Javalin, at
 * {@code /jetty} before servlets and Javalin see the request.
 */
final class HelloPeer {

    private static final byte[] ANSWER = ("{\"hello\":\"" + "x".repeat(338) + "\"}").getBytes(StandardCharsets.US_ASCII);

    private static final class Alone extends Handler.Wrapper {

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            if (!request.getHttpURI().getPath().equals("/jetty")) {
                return super.handle(request, response, callback);
            }
            Content.Source.asByteBuffer(request);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            response.write(true, ByteBuffer.wrap(ANSWER), callback);
            return true;
        }
    }

    public static void main(String[] args) {
        Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.concurrency.useVirtualThreads = Runtime.version().feature() >= 21;
                    config.jetty.modifyServer(server -> server.setHandler(new Alone()));
                    config.routes.post("/hello", context -> {
                        context.bodyAsBytes();
                        context.contentType("application/json");
                        context.result(ANSWER);
                    });
                })
                .start("127.0.0.1", Integer.parseInt(args[0]));
    }
}
