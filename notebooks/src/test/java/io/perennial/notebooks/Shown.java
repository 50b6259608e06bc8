package io.perennial.notebooks;

/** What the notebooks find in scope besides their own names, with the meaning JJava gives it. */
public final class Shown {

    private static Output last;

    private Shown() {}

    /**
     * A text to be shown as what its type says.
     *
     * @param type a media type such as {@code image/svg+xml}
     * @param text the content
     */
    public record Rendered(String type, String text) {}

    /** Prints formatted text; unlike {@code System.out.printf} it has no value that would be shown too. */
    public static void printf(String format, Object... arguments) {
        System.out.printf(format, arguments);
    }

    /** Renders a value as a media type. */
    public static Rendered render(Object value, String type) {
        return new Rendered(type, value.toString());
    }

    /** Called with the value of a cell's last expression. */
    public static void show(Object value) {
        last = value instanceof Rendered rendered
                ? new Output.Value(rendered.type(), rendered.text())
                : new Output.Value("text/plain", String.valueOf(value));
    }

    /** The value shown last, forgotten by asking. */
    static Output take() {
        Output taken = last;
        last = null;
        return taken;
    }
}
