package io.perennial.http.words;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlTemplateOutput;
import java.math.BigDecimal;

/**
 * A number on the page: its exact value for programs, its rounded text for people.
 *
 * @param value the number as {@code report.json} has it, NaN where there is none
 * @param text  what is read
 */
public record Figure(double value, String text) implements Content {

    /** What stands where there is no number. */
    public static final Figure NONE = new Figure(Double.NaN, "–");

    @Override
    public void writeTo(TemplateOutput output) {
        if (Double.isFinite(value)) {
            output.writeContent("<data value=\"" + BigDecimal.valueOf(value).toPlainString() + "\">");
        }
        Markup.text((HtmlTemplateOutput) output, text);
        if (Double.isFinite(value)) {
            output.writeContent("</data>");
        }
    }
}
