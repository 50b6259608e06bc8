package io.perennial.http.drawing;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.stream.Collectors;

/** A drawing as an image of its own, on white, with the light colours of reports and pages inside: for notebooks. */
public final class Picture {

    private static final String STYLE = Style.text()
            .lines()
            .filter(line -> line.startsWith(":root{") || line.startsWith("svg "))
            .map(line -> line.replace("color-scheme:light dark;", ""))
            .collect(
                    Collectors.joining("\n", "<style>\nsvg{background:#fff;font-family:sans-serif}\n", "\n</style>\n"));

    private Picture() {}

    /** The image, as the text of an SVG file, a mark a line. */
    public static String of(Svg drawing) {
        StringOutput text = new StringOutput();
        drawing.writeTo(new OwaspHtmlTemplateOutput(text));
        String svg = text.toString().replace("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ");
        int marks = svg.indexOf('>') + 1;
        return svg.substring(0, marks) + "\n" + STYLE + svg.substring(marks).replaceAll("(</text>|/>|</rect>)", "$1\n");
    }
}
