package io.perennial.http.page;

import io.perennial.features.feature.Language;
import io.perennial.http.access.Gate;
import io.perennial.http.api.Request;
import java.util.Locale;
import java.util.Optional;

/**
 * Someone who looks at a page: what they ask for, and how they want it said.
 *
 * @param request  what they ask for
 * @param address  of the page, without how it is said
 * @param language that of the address, else the one they chose last, else the first of their browser's that there is
 * @param theme    the one they chose last
 */
public record Visit(Request request, Address address, Language language, Theme theme) {

    /** The parameter and the cookie of the language. */
    static final String LANGUAGE = "lang";

    static final String LANGUAGE_COOKIE = "perennial_lang";
    static final String THEME_COOKIE = "perennial_theme";

    /** The visit a request makes at a path. */
    static Visit of(Request request, String path) {
        return of(request, new Address(path, request.query()));
    }

    /**
     * The visit of a request that failed.
     *
     * @param target path and query that were asked for; empty where a link there would ask for something else
     */
    static Visit ofFailed(Request request, Optional<String> target) {
        // Of a path that browsers read as another host no switch of language or theme may make a link.
        return of(
                request,
                target.filter(Form::isHere)
                        .map(asked -> new Address(asked.split("[?]", 2)[0], request.query()))
                        .orElse(Address.of("/")));
    }

    private static Visit of(Request request, Address address) {
        Theme theme = Theme.of(request.cookie(THEME_COOKIE).orElse(""));
        return new Visit(request, address.without(LANGUAGE).without(OfflineCopy.PARAMETER), language(request), theme);
    }

    /** Whether they have a session; what it opens, the gate says. */
    boolean isSignedIn() {
        return request.cookie(Gate.SESSION).isPresent();
    }

    private static Language language(Request request) {
        return Optional.ofNullable(request.query().get(LANGUAGE))
                .or(() -> request.cookie(LANGUAGE_COOKIE))
                .flatMap(Visit::language)
                .orElseGet(() -> read(request.header(Request.LANGUAGES).orElse("")));
    }

    /** The first language a browser names that there is; weights are left aside, as browsers name the best first. */
    private static Language read(String header) {
        for (String range : header.split(",", -1)) {
            String tag = range.trim().split("[;-]", 2)[0].toLowerCase(Locale.ROOT);
            Optional<Language> language = language(tag);
            if (language.isPresent()) {
                return language.get();
            }
        }
        return Language.EN;
    }

    private static Optional<Language> language(String id) {
        for (Language language : Language.values()) {
            if (language.id().equals(id)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /** The address of the same page in the other language. */
    public Address inOtherLanguage() {
        return address.with(LANGUAGE, (language == Language.EN ? Language.ZH : Language.EN).id());
    }
}
