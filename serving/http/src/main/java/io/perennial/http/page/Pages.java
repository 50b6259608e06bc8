package io.perennial.http.page;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.feature.Language;
import io.perennial.features.feature.TableSchema;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.RouteBuilder;
import io.perennial.http.api.Schema;
import io.perennial.http.drawing.Templates;
import io.perennial.http.live.ServingState;
import io.perennial.http.serving.Serving;
import io.perennial.http.words.Numbers;
import io.perennial.http.words.Words;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Makes pages: the frame around their content, the headers they are sent with, the routes that draw them. */
final class Pages {

    /** No script but our own, nothing from elsewhere, shown in no other site's frame. */
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final List<String> BUNDLES = List.of(Words.REPORT, "page/page", "user/user", "model/model");
    private static final Map<Language, Words> WORDS = Arrays.stream(Language.values())
            .collect(Collectors.toMap(
                    language -> language, Pages::read, (one, two) -> one, () -> new EnumMap<>(Language.class)));

    private static final Route.Parameter LANGUAGE =
            Route.Parameter.query(Visit.LANGUAGE, "language of the page", Schema.oneOf(Language.ids()));
    private static final Route.Parameter OFFLINE = Route.Parameter.query(
            OfflineCopy.PARAMETER, "whether as one file to hand on", Schema.oneOf(OfflineCopy.CHOICES));

    private final Serving serving;
    private final boolean guarded;
    private final Side side;
    private final ServedQuality quality;

    /**
     * Makes pages.
     *
     * @param guarded whether one has to sign in
     * @param side    on which of the server's ports
     */
    Pages(Serving serving, boolean guarded, Side side) {
        this.serving = serving;
        this.guarded = guarded;
        this.side = side;
        this.quality = new ServedQuality(serving.registry());
    }

    /** What is drawn of a page: a template and what it is filled in from. */
    record Sheet(String template, Object model) {}

    /** Draws a page. */
    @FunctionalInterface
    interface Drawing {
        /** The page as it is for a visit. */
        Sheet draw(Visit visit);
    }

    /** The route of a page: asked, besides what is its own, for a language and for a copy to hand on. */
    Route route(RouteBuilder page, Drawing drawing) {
        String path = page.path();
        return page.taking(LANGUAGE, OFFLINE)
                .answering(Route.PAGE)
                .refusing(Kind.NOT_READY, Kind.DAMAGED, Kind.BAD_PARAMETER)
                .by(request -> answer(path, request, drawing));
    }

    /** The frame of a page that speaks of no user: of what answers now. */
    Frame frame(Visit visit, String titleKey, Optional<Place> place) {
        return frame(visit, titleKey, place, serving.live().state());
    }

    /** The frame of a page that says what went wrong: whatever was asked, it can be drawn, and names no user. */
    Frame frameOfProblem(Visit visit, String titleKey) {
        return frame(visit, titleKey, Optional.empty(), serving.live().state(), this::pseudonym)
                .withoutNumbers();
    }

    /** The frame of a page whose content is of a state, which may be gone when the page is seen. */
    Frame frame(Visit visit, String titleKey, Optional<Place> place, ServingState state) {
        UnaryOperator<String> names = OfflineCopy.isNamed(visit.request()) ? UnaryOperator.identity() : this::pseudonym;
        return frame(visit, titleKey, place, state, names);
    }

    private Frame frame(
            Visit visit, String titleKey, Optional<Place> place, ServingState state, UnaryOperator<String> names) {
        Words words = WORDS.get(visit.language());
        return new Frame(
                visit,
                words,
                new Numbers(visit.language(), currency(state)),
                words.text(titleKey),
                place,
                Basis.of(state, serving.ledger(), quality, serving.today()),
                guarded,
                side,
                state.scorer()
                        .filter(scorer -> scorer.schema() instanceof TableSchema)
                        .isPresent(),
                names);
    }

    /** The name under which answers to a user are logged; a dash where none are. */
    private String pseudonym(String user) {
        return serving.decisions().log().map(log -> log.pseudonym(user)).orElse("-");
    }

    /** A page with a status, and the headers all of them have. */
    static Answer html(int status, Visit visit, Sheet sheet) {
        Map<String, String> headers = new TreeMap<>(Map.of(
                "Content-Security-Policy", POLICY,
                "Referrer-Policy", "same-origin",
                "Cross-Origin-Opener-Policy", "same-origin",
                "Content-Language", visit.language() == Language.EN ? "en" : "zh-CN",
                "Vary", "Accept-Language, Cookie"));
        if (visit.request().query().containsKey(Visit.LANGUAGE)) {
            headers.put(
                    "Set-Cookie",
                    Cookies.kept(Visit.LANGUAGE_COOKIE, visit.language().id()));
        }
        byte[] page = Templates.render(sheet.template(), sheet.model()).getBytes(StandardCharsets.UTF_8);
        return Answer.of(status, Route.PAGE, page).with(headers);
    }

    private static Answer answer(String pattern, Request request, Drawing drawing) {
        if (request.query(Visit.LANGUAGE).isPresent()) {
            request.oneOf(Visit.LANGUAGE, Language.ids());
        }
        Visit visit = Visit.of(request, path(pattern, request));
        if (!OfflineCopy.isAsked(request)) {
            return html(200, visit, drawing.draw(visit));
        }
        Answer page = html(200, visit, drawing.draw(visit));
        byte[] copy =
                OfflineCopy.of(new String(page.body(), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        return Answer.of(200, Route.PAGE, copy).with(page.headers()).with(OfflineCopy.headers(visit));
    }

    private static String path(String pattern, Request request) {
        int parameter = pattern.indexOf('{');
        if (parameter < 0) {
            return pattern;
        }
        int end = pattern.indexOf('}');
        String value = Address.encoded(request.path(pattern.substring(parameter + 1, end)));
        return path(pattern.substring(0, parameter) + value + pattern.substring(end + 1), request);
    }

    private static Words read(Language language) {
        return Words.of(language, BUNDLES);
    }

    private static String currency(ServingState state) {
        return state.scorer()
                .map(scorer -> scorer.schema() instanceof FeatureSchema log
                        ? log.context().log().currency()
                        : "")
                .orElse("");
    }
}
