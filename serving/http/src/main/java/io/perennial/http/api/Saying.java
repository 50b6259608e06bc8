package io.perennial.http.api;

import io.perennial.features.feature.Language;

/**
 * What a page says to a person where a program is told a problem's detail.
 *
 * @param en in English
 * @param zh in Chinese
 */
public record Saying(String en, String zh) {

    /** In a language. */
    public String in(Language language) {
        return language.choose(en, zh);
    }
}
