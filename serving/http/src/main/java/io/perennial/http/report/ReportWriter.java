package io.perennial.http.report;

import io.perennial.features.feature.Language;
import io.perennial.http.drawing.Templates;
import io.perennial.scoring.file.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a report into a folder: a page for each language, and {@code report.json} with the same numbers. */
final class ReportWriter {

    private ReportWriter() {}

    /** Each file appears whole or not at all. */
    static void write(Report report, Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
            put(folder.resolve("report.json"), ReportJson.text(report));
            for (Language language : Language.values()) {
                put(folder.resolve(Page.file(language)), html(report, language));
            }
        } catch (IOException e) {
            throw new IOException("cannot write " + folder, e);
        }
    }

    /** Writes the pages of a back-test beside its numbers. */
    static void write(Backtest backtest, Path folder) throws IOException {
        try {
            for (Language language : Language.values()) {
                put(
                        folder.resolve(BacktestPage.file(language)),
                        Templates.render("backtest/page.jte", BacktestPage.of(backtest, language)));
            }
        } catch (IOException e) {
            throw new IOException("cannot write " + folder, e);
        }
    }

    /** Writes the pages of a run on a customer table. */
    static void write(TableFindings found, Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
            for (Language language : Language.values()) {
                put(
                        folder.resolve(Page.file(language)),
                        Templates.render("table/page.jte", TablePage.of(found, language)));
            }
        } catch (IOException e) {
            throw new IOException("cannot write " + folder, e);
        }
    }

    private static void put(Path file, String text) throws IOException {
        Disk.replace(file, file.resolveSibling(".tmp-" + file.getFileName()), text.getBytes(StandardCharsets.UTF_8));
    }

    /** The page in a language. */
    static String html(Report report, Language language) {
        return Templates.render("report/page.jte", Page.of(report, language));
    }
}
