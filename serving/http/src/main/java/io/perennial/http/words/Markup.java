package io.perennial.http.words;

import gg.jte.html.HtmlTemplateOutput;

/** Writes text so that nothing in it can become markup. */
public final class Markup {

    private Markup() {}

    /** Text between tags. */
    public static void text(HtmlTemplateOutput output, String text) {
        output.setContext("span", null);
        output.writeUserContent(text);
    }

    /** An attribute with its value, a blank before it. */
    public static void attribute(HtmlTemplateOutput output, String name, String value) {
        output.writeContent(" " + name + "=\"");
        output.setContext("span", name);
        output.writeUserContent(value);
        output.setContext("span", null);
        output.writeContent("\"");
    }
}
