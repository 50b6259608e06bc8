package io.perennial.http.drawing;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateException;
import gg.jte.output.StringOutput;

/** Fills in templates, which became classes when this was built. */
public final class Templates {

    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(ContentType.Html);

    private Templates() {}

    /** A template, such as {@code report/page.jte}, filled in from a model, whose own exceptions are thrown as they are. */
    public static String render(String template, Object model) {
        StringOutput output = new StringOutput();
        try {
            ENGINE.render(template, model, output);
        } catch (TemplateException e) {
            throw e.getCause() instanceof RuntimeException own ? own : e;
        }
        return output.toString();
    }
}
