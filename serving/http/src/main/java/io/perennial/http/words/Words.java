package io.perennial.http.words;

import gg.jte.Content;
import io.perennial.features.feature.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** Texts in one language. A missing text is an error, never an empty place. Immutable; safe for many threads. */
public final class Words {

    /** The texts of reports, which pages use too. */
    public static final String REPORT = "report/report";

    private final Language language;
    private final Properties texts;

    private Words(Language language, Properties texts) {
        this.language = language;
        this.texts = texts;
    }

    /** The texts of reports in a language. */
    public static Words of(Language language) {
        return of(language, List.of(REPORT));
    }

    /**
     * The texts of bundles in a language, taken together.
     *
     * @param bundles package under {@code io.perennial.http} and name, such as {@link #REPORT}
     * @throws IllegalArgumentException where two of them have a text of one key
     */
    public static Words of(Language language, List<String> bundles) {
        Properties texts = new Properties();
        for (String bundle : bundles) {
            for (Map.Entry<Object, Object> text : read(bundle, language).entrySet()) {
                if (texts.putIfAbsent(text.getKey(), text.getValue()) != null) {
                    throw new IllegalArgumentException("text '" + text.getKey() + "' stands twice, also in " + bundle);
                }
            }
        }
        return new Words(language, texts);
    }

    private static Properties read(String bundle, Language language) {
        String name = "/io/perennial/http/" + bundle + "." + language.id() + ".properties";
        try (InputStream in = Words.class.getResourceAsStream(name)) {
            Properties texts = new Properties();
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Which language. */
    public Language language() {
        return language;
    }

    /** All keys. */
    public Set<String> keys() {
        return texts.stringPropertyNames();
    }

    /** Whether there is a text of this key. */
    public boolean has(String key) {
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
