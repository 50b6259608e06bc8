package io.perennial.features.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference pages say what the catalogue says. */
class FeatureReferencePageTest {

    private static final Path ROOT = Path.of(System.getProperty("perennial.root", "."));

    @ParameterizedTest
    @CsvSource({"en, FEATURES.md", "zh, FEATURES.zh.md"})
    void the_page_is_the_catalogue(String language, String file) throws IOException {
        String page = FeaturePage.of(Language.of(language));
        Path written = ROOT.resolve("features/core/target").resolve(file);
        Files.writeString(written, page);
        assertEquals(
                page,
                Files.readString(ROOT.resolve("docs").resolve(file)),
                "docs/" + file + " is out of date; copy " + ROOT.relativize(written) + " over it");
    }
}
