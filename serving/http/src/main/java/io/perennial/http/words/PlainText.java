package io.perennial.http.words;

import gg.jte.Content;
import gg.jte.html.HtmlTemplateOutput;

/** Reads a sentence as a person does, without markup: for terminals and for programs that show it elsewhere. */
public final class PlainText implements HtmlTemplateOutput {

    private final StringBuilder text = new StringBuilder();

    private PlainText() {}

    /** What is read of a content that {@link Sentence} and {@link Figure} make up. */
    public static String of(Content content) {
        PlainText output = new PlainText();
        content.writeTo(output);
        return output.text.toString();
    }

    /** Tags alone come this way. */
    @Override
    public void writeContent(String tag) {}

    @Override
    public void writeContent(String tag, int from, int to) {}

    @Override
    public void writeUserContent(String value) {
        text.append(value);
    }

    @Override
    public void setContext(String tagName, String attributeName) {}
}
