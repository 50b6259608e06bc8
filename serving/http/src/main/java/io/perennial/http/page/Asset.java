package io.perennial.http.page;

import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.drawing.Style;
import io.perennial.scoring.file.FileStamp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A file that pages refer to. Its address names its content, so that a browser may keep it for a year and never shows a
 * page in the style of another release.
 *
 * @param path    where it is
 * @param type    media type
 * @param text    what it holds
 * @param version begin of the content's SHA-256
 */
public record Asset(String path, String type, String text, String version) {

    private static final int VERSION_LENGTH = 16;
    private static final String FOR_A_YEAR = "public, max-age=31536000, immutable";
    private static final String FOR_MINUTES = "public, max-age=300";

    /** The style sheet. */
    public static final Asset STYLE = of("/style.css", "text/css;charset=utf-8", Style.text() + resource("page.css"));

    /** What makes pages more convenient; they are whole without it. */
    public static final Asset SCRIPT = of("/page.js", "text/javascript;charset=utf-8", resource("page.js"));

    private static Asset of(String path, String type, String text) {
        String sha256 = FileStamp.of(text.getBytes(StandardCharsets.UTF_8)).sha256();
        return new Asset(path, type, text, sha256.substring(0, VERSION_LENGTH));
    }

    /** The address pages refer to. */
    public String href() {
        return path + "?v=" + version;
    }

    Route route(String id, String summary) {
        return Route.get(path, Access.OPEN, id, summary)
                .taking(Route.Parameter.query("v", "version of the content", Schema.text("begin of its SHA-256")))
                .answering(type)
                .by(this::answer);
    }

    private Answer answer(Request request) {
        String tag = '"' + version + '"';
        boolean named = request.query("v").filter(version::equals).isPresent();
        Map<String, String> headers = Map.of("ETag", tag, "Cache-Control", named ? FOR_A_YEAR : FOR_MINUTES);
        if (request.header(Request.TAG).filter(tag::equals).isPresent()) {
            return Answer.of(304, type, new byte[0]).with(headers);
        }
        return Answer.text(type, text).with(headers);
    }

    private static String resource(String name) {
        try (InputStream in = Asset.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
