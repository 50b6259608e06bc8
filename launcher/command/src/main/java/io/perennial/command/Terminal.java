package io.perennial.command;

import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Help.Ansi;

/**
 * What is known of the terminal that reads this process. The script {@code perennial} asks for its width and passes it
 * on; where standard output or standard error goes to a file or a pipe, it passes nothing.
 *
 * @param columns     width of the terminal that shows standard output, empty where none does
 * @param saidColumns width of the terminal that shows standard error, empty where none does
 * @param mayColour   whether the user has nothing against colours
 */
public record Terminal(OptionalInt columns, OptionalInt saidColumns, boolean mayColour) {

    /** Narrower is taken for this wide: tables of three columns can't be read below it. */
    private static final int NARROWEST = 60;

    /** A colour or weight of text. */
    public enum Ink {
        GOOD("green"),
        NOTE("yellow"),
        FAULT("bold,red"),
        STEP("bold,cyan");

        private final String style;

        Ink(String style) {
            this.style = style;
        }
    }

    /** The terminal of this process. */
    public static Terminal current() {
        return of(System.getenv());
    }

    static Terminal of(Map<String, String> environment) {
        String refused = environment.getOrDefault("NO_COLOR", "");
        return new Terminal(
                width(environment.get("PERENNIAL_COLUMNS")),
                width(environment.get("PERENNIAL_SAID_COLUMNS")),
                refused.isEmpty() && !"dumb".equals(environment.get("TERM")));
    }

    /** Whether what is printed as a result may be coloured. */
    public boolean colours() {
        return mayColour && columns.isPresent();
    }

    /** Whether what is said on standard error may be coloured. */
    public boolean coloursSaid() {
        return mayColour && saidColumns.isPresent();
    }

    /** A text of standard output in a colour, plain where colours are not wanted. */
    public String paint(Ink ink, String text) {
        return paint(ink, text, colours());
    }

    /** A text of standard error in a colour, plain where colours are not wanted. */
    public String paintSaid(Ink ink, String text) {
        return paint(ink, text, coloursSaid());
    }

    private static String paint(Ink ink, String text, boolean coloured) {
        if (!coloured) {
            return text;
        }
        Ansi.IStyle[] styles = Ansi.Style.parse(ink.style);
        return Ansi.Style.on(styles) + text + Ansi.Style.reset.on();
    }

    private static OptionalInt width(String text) {
        return text != null && text.matches("[1-9]\\d{0,4}")
                ? OptionalInt.of(Math.max(NARROWEST, Integer.parseInt(text)))
                : OptionalInt.empty();
    }
}
