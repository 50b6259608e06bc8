package io.perennial.http.words;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlTemplateOutput;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with numbers in it.
 *
 * @param pattern text with {@code {0}}, {@code {1}} for its parts, and {@code {0|day|days}} for the word that goes with
 *                part 0: the first where that reads 1, else the second
 * @param parts   what stands there
 */
public record Sentence(String pattern, List<Content> parts) implements Content {

    private static final Pattern PLACE = Pattern.compile("\\{(\\d)(?:\\|([^|}]*)\\|([^|}]*))?}");

    private static final String ONE = "1";

    public Sentence {
        parts = List.copyOf(parts);
    }

    /** A plain text. */
    public static Sentence of(String text) {
        return new Sentence("{0}", List.of(output -> Markup.text((HtmlTemplateOutput) output, text)));
    }

    @Override
    public void writeTo(TemplateOutput output) {
        Matcher places = PLACE.matcher(pattern);
        int at = 0;
        while (places.find()) {
            Markup.text((HtmlTemplateOutput) output, pattern.substring(at, places.start()));
            write(parts.get(Integer.parseInt(places.group(1))), places, (HtmlTemplateOutput) output);
            at = places.end();
        }
        Markup.text((HtmlTemplateOutput) output, pattern.substring(at));
    }

    private static void write(Content part, Matcher place, HtmlTemplateOutput output) {
        if (place.group(2) == null) {
            part.writeTo(output);
        } else {
            Markup.text(output, place.group(PlainText.of(part).equals(ONE) ? 2 : 3));
        }
    }
}
