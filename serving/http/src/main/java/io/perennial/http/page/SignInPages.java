package io.perennial.http.page;

import gg.jte.Content;
import io.perennial.http.access.Gate;
import io.perennial.http.api.Access;
import io.perennial.http.api.Answer;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.api.Route;
import io.perennial.http.api.Schema;
import io.perennial.http.page.Pages.Sheet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where one says who one is, and how one likes pages to look. */
public final class SignInPages {

    static final String PATH = "/sign-in";

    /** Where a page over HTTP comes from, those of the browser's own machine left out. */
    private static final Pattern PLAIN =
            Pattern.compile("http://(?!(localhost|[^/:]*\\.localhost|127\\.[0-9.]+|\\[::1])(:|$))");

    /** How the address of a page over HTTPS begins. */
    private static final String TLS = "https://";

    private final Pages pages;
    private final Gate gate;
    private final boolean secure;

    /**
     * The pages of a gate.
     *
     * @param secure whether sessions travel over HTTPS only, wherever one signs in
     */
    SignInPages(Pages pages, Gate gate, boolean secure) {
        this.pages = pages;
        this.gate = gate;
        this.secure = secure;
    }

    /**
     * What the page shows.
     *
     * @param to     where to go afterwards
     * @param trouble the word for why nobody is signed in; empty where nothing was tried yet
     */
    public record Model(Frame frame, String to, Optional<String> trouble) {

        /** The role one signs in with, as part of a sentence. */
        public Content role() {
            return frame.plain(frame.side().role().id());
        }
    }

    List<Route> routes() {
        Route.Parameter to = Route.Parameter.query("to", "where to go afterwards", Schema.text("path"));
        return List.of(
                pages.route(
                        Route.get(PATH, Access.OPEN, "signInPage", "Where one signs in.")
                                .taking(to),
                        this::page),
                form(PATH, "signIn", "Signs in with a key.", this::signIn, "key"),
                form("/sign-out", "signOut", "Signs out.", this::signOut),
                form("/theme", "chooseTheme", "Chooses light or dark.", SignInPages::theme, "theme"));
    }

    private static Route form(String path, String id, String summary, Route.Handler handler, String... fields) {
        Schema.Members members = Schema.object().optional("to", Schema.text("path to go to afterwards"));
        for (String field : fields) {
            members.with(field, Schema.text(field));
        }
        return Route.post(path, Access.OPEN, id, summary)
                .body(members.schema(), Form.TYPE)
                .answering(Route.PAGE)
                .refusing(Kind.FORBIDDEN, Kind.UNKNOWN_KEY)
                .by(handler);
    }

    private Sheet page(Visit visit) {
        String to = visit.request().query("to").filter(Form::isHere).orElse("/");
        return sheet(visit, to, Optional.empty());
    }

    private Sheet sheet(Visit visit, String to, Optional<String> trouble) {
        return new Sheet(
                "page/sign-in.jte", new Model(pages.frame(visit, "sign_in.title", Optional.empty()), to, trouble));
    }

    private Answer signIn(Request request) {
        Form form = Form.of(request);
        if (!gate.isGuarded()) {
            return Answer.elsewhere(form.next());
        }
        if (secure && isPlain(request)) {
            return Pages.html(
                    Kind.FORBIDDEN.status(),
                    Visit.of(request, PATH),
                    sheet(Visit.of(request, PATH), form.next(), Optional.of("sign_in.plain")));
        }
        try {
            String session = gate.signIn(form.text("key"));
            return Answer.elsewhere(form.next())
                    .with(Map.of("Set-Cookie", Cookies.secret(Gate.SESSION, session, isSecure(request))));
        } catch (Problem refused) {
            Visit visit = Visit.of(request, PATH);
            return Pages.html(
                    refused.kind().status(), visit, sheet(visit, form.next(), Optional.of("sign_in.refused")));
        }
    }

    /**
     * Whether the form came from a page over plain HTTP, as the browser itself says whatever stands between: it would not
     * keep a session that travels over HTTPS only, and be led here again. Of its own machine it does.
     */
    private static boolean isPlain(Request request) {
        return request.header(Request.ORIGIN)
                .filter(origin -> PLAIN.matcher(origin).lookingAt())
                .isPresent();
    }

    /**
     * Whether the session travels over HTTPS only: as it has to, or as the form came. Behind a proxy that speaks TLS this
     * server answers its own machine alone, and only the browser says so.
     */
    private boolean isSecure(Request request) {
        return secure
                || request.header(Request.ORIGIN)
                        .filter(origin -> origin.startsWith(TLS))
                        .isPresent();
    }

    private Answer signOut(Request request) {
        request.cookie(Gate.SESSION).ifPresent(gate::signOut);
        return Answer.elsewhere(PATH).with(Map.of("Set-Cookie", Cookies.none(Gate.SESSION, isSecure(request))));
    }

    private static Answer theme(Request request) {
        Form form = Form.of(request);
        String theme = Theme.of(form.text("theme")).id();
        return Answer.elsewhere(form.next()).with(Map.of("Set-Cookie", Cookies.kept(Visit.THEME_COOKIE, theme)));
    }
}
