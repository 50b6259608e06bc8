package io.perennial.http.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.perennial.features.feature.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a report into a folder: a page for each language, and {@code report.json} with the same numbers. */
final class ReportWriter {

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(ContentType.Html);

    private ReportWriter() {}

    static void write(Report report, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.json"), ReportJson.text(report));
        for (Language language : Language.values()) {
            Files.writeString(folder.resolve(Page.file(language)), html(report, language));
        }
    }

    /** The page in a language. */
    static String html(Report report, Language language) {
        StringOutput output = new StringOutput();
        TEMPLATES.render("report/page.jte", Page.of(report, language), output);
        return output.toString();
    }
}
