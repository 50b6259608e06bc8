package io.perennial.command;

import java.util.ArrayList;
import java.util.List;

/** Breaks a text into lines of a width: between words where it can, within one that is wider than a line. */
final class Wrapping {

    private final int width;
    private final List<String> lines = new ArrayList<>();
    private String line = "";

    private Wrapping(int width) {
        this.width = width;
    }

    /** The lines; leading blanks of the text stay, blanks at a break do not. */
    static List<String> of(String text, int width) {
        if (TextTable.width(text) <= width) {
            return List.of(text);
        }
        Wrapping wrapping = new Wrapping(width);
        // Chinese, Japanese and Korean have no blanks: a line may break before any of their characters.
        for (String word :
                text.split("(?<=\\s)(?=\\S)|(?=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}])", -1)) {
            wrapping.add(word);
        }
        wrapping.end();
        return wrapping.lines;
    }

    private void add(String word) {
        if (!line.isEmpty() && TextTable.width((line + word).stripTrailing()) > width) {
            end();
        }
        line += word;
        while (TextTable.width(line.stripTrailing()) > width) {
            int cut = cut(line);
            lines.add(line.substring(0, cut));
            line = line.substring(cut);
        }
    }

    private void end() {
        lines.add(line.stripTrailing());
        line = "";
    }

    /** How many characters of a word fill a line; at least one. */
    private int cut(String word) {
        int taken = 0;
        int at = 0;
        while (at < word.length() && (at == 0 || taken + TextTable.width(word.codePointAt(at)) <= width)) {
            taken += TextTable.width(word.codePointAt(at));
            at += Character.charCount(word.codePointAt(at));
        }
        return at;
    }
}
