package io.perennial.http.report;

import gg.jte.Content;
import io.perennial.features.feature.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/** The page's texts in one language. A missing text is an error, never an empty place. */
public final class Words {

    private final Language language;
    private final Properties texts;

    private Words(Language language, Properties texts) {
        this.language = language;
        this.texts = texts;
    }

    /** The texts of a language. */
    static Words of(Language language) {
        String name = "report." + language.id() + ".properties";
        try (InputStream in = Words.class.getResourceAsStream(name)) {
            Properties texts = new Properties();
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return new Words(language, texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Language language() {
        return language;
    }

    /** All keys. */
    Set<String> keys() {
        return texts.stringPropertyNames();
    }

    /** Whether there is a text of this key. */
    boolean has(String key) {
        return texts.containsKey(key);
    }

    /** The text of a key. */
    public String text(String key) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("no text '" + key + "' in language " + language.id());
        }
        return text;
    }

    /** The text of a key with parts in it. */
    public Content say(String key, Content... parts) {
        return new Sentence(text(key), List.of(parts));
    }
}
