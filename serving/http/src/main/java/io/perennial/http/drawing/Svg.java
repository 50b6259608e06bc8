package io.perennial.http.drawing;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlTemplateOutput;
import io.perennial.http.words.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A drawing. Colours and fonts come from the page's style by class, so that it follows light, dark and print. */
public final class Svg implements Content {

    private final int width;
    private final int height;
    private final String label;
    private final List<Content> marks = new ArrayList<>();

    /** An empty drawing; {@code label} is read in its place by who does not see it. */
    public Svg(int width, int height, String label) {
        this.width = width;
        this.height = height;
        this.label = label;
    }

    /** A rectangle; {@code title} shows when pointed at. */
    public Svg rectangle(double x, double y, double w, double h, String style, String title) {
        marks.add(output -> {
            open(output, "rect", style, "x", x, "y", y, "width", w, "height", h);
            output.writeContent("><title>");
            Markup.text((HtmlTemplateOutput) output, title);
            output.writeContent("</title></rect>");
        });
        return this;
    }

    /** A straight line. */
    public Svg line(double x1, double y1, double x2, double y2, String style) {
        marks.add(output -> {
            open(output, "line", style, "x1", x1, "y1", y1, "x2", x2, "y2", y2);
            output.writeContent("/>");
        });
        return this;
    }

    /** A line through points, given as x, y, x, y. */
    public Svg path(double[] points, String style) {
        StringBuilder steps = new StringBuilder();
        for (int i = 0; i < points.length; i += 2) {
            steps.append(i == 0 ? "M" : "L")
                    .append(number(points[i]))
                    .append(' ')
                    .append(number(points[i + 1]));
        }
        marks.add(output -> output.writeContent("<path class=\"" + style + "\" d=\"" + steps + "\"/>"));
        return this;
    }

    /** A dot. */
    public Svg dot(double x, double y, double radius, String style) {
        marks.add(output -> {
            open(output, "circle", style, "cx", x, "cy", y, "r", radius);
            output.writeContent("/>");
        });
        return this;
    }

    /** A text at a point; {@code style} says how it is anchored. */
    public Svg text(double x, double y, String style, String text) {
        marks.add(output -> {
            open(output, "text", style, "x", x, "y", y);
            output.writeContent(">");
            Markup.text((HtmlTemplateOutput) output, text);
            output.writeContent("</text>");
        });
        return this;
    }

    @Override
    public void writeTo(TemplateOutput output) {
        output.writeContent("<svg viewBox=\"0 0 " + width + " " + height + "\" role=\"img\"");
        Markup.attribute((HtmlTemplateOutput) output, "aria-label", label);
        output.writeContent(">");
        marks.forEach(mark -> mark.writeTo(output));
        output.writeContent("</svg>");
    }

    private static void open(TemplateOutput output, String tag, String style, Object... attributes) {
        StringBuilder text = new StringBuilder("<" + tag + " class=\"" + style + "\"");
        for (int i = 0; i < attributes.length; i += 2) {
            text.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(number((Double) attributes[i + 1]))
                    .append('"');
        }
        output.writeContent(text.toString());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
