package io.perennial.http.drawing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The style of reports and pages. The dark colours stand once and hold in two cases: where the reader's system is dark
 * and nothing else was chosen, and where dark was chosen.
 */
public final class Style {

    private static final String TEXT =
            compose(resource("style.css"), resource("dark.css").trim());

    private Style() {}

    /** The style sheet. */
    public static String text() {
        return TEXT;
    }

    /** The first line holds the light colours; the dark ones follow it, so that print, further down, wins over both. */
    private static String compose(String style, String dark) {
        int end = style.indexOf('\n') + 1;
        return style.substring(0, end)
                + "@media(prefers-color-scheme:dark){:root:not([data-theme=light]){" + dark + "}}\n"
                + ":root[data-theme=light]{color-scheme:light}:root[data-theme=dark]{color-scheme:dark;" + dark + "}\n"
                + style.substring(end);
    }

    private static String resource(String name) {
        try (InputStream in = Style.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
