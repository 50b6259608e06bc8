package io.perennial.http.page;

import io.perennial.features.feature.Language;
import io.perennial.http.api.Answer;
import io.perennial.http.api.ErrorPages;
import io.perennial.http.api.NotReady;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.http.api.Request;
import io.perennial.http.page.Pages.Sheet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says what went wrong on a page; who is not signed in is led to where one signs in. */
public final class ProblemPage implements ErrorPages {

    private final Pages pages;
    private final Set<String> roots;

    /**
     * Problems of pages.
     *
     * @param roots first segments of the pages' paths
     */
    ProblemPage(Pages pages, Set<String> roots) {
        this.pages = pages;
        this.roots = Set.copyOf(roots);
    }

    /**
     * What the page shows.
     *
     * @param problem   what is wrong, in the words the API has for it
     * @param requestId under which the server's log has more
     * @param target    where to ask for the same again; empty where following a link would be something else
     */
    public record Model(Frame frame, Problem problem, String requestId, Optional<String> target) {

        private static final Set<Kind> PASSING = Set.of(Kind.TOO_SLOW, Kind.TOO_MANY, Kind.BUSY, Kind.STORE_DOWN);

        /** Where the same may be answered a little later; empty where it may not. */
        public Optional<String> again() {
            return target.filter(any -> isPassing());
        }

        private boolean isPassing() {
            return PASSING.contains(problem.kind()) || (problem.kind() == Kind.NOT_READY && isSoonReady());
        }

        /** Headers by which a browser asks for the same again by itself, where that is being made ready. */
        Map<String, String> refresh() {
            return isRefreshed() ? Map.of("Refresh", problem.headers().get("Retry-After")) : Map.of();
        }

        /** Whether a browser asks for the same again by itself. */
        public boolean isRefreshed() {
            return target.isPresent() && problem.kind() == Kind.NOT_READY && isSoonReady();
        }

        /** Whether waiting helps: a cause says that something is missing or broken, which stays so. */
        private boolean isSoonReady() {
            return problem.cause().isEmpty() && problem.headers().containsKey("Retry-After");
        }

        /** What is wrong, in the reader's language; empty where the API alone has words for it. */
        public Optional<String> said() {
            return problem.saying().map(saying -> saying.in(frame.words().language()));
        }

        /** What kind of problem it is, in the reader's language. */
        public String kind() {
            return frame.text("problem.kind." + problem.kind().name().toLowerCase(Locale.ROOT));
        }

        /** Whether the reader reads the language in which the API has words for it. */
        public boolean isInEnglish() {
            return frame.words().language() == Language.EN;
        }

        /** Where the reader came from, as far as it is known and on this server. */
        public Optional<String> back() {
            return problem.back().filter(Form::isHere);
        }

        /** What kind it is, in the reader's language. */
        public String headline() {
            return frame.text("problem." + headlineKey());
        }

        private String headlineKey() {
            return switch (problem.kind()) {
                case DAMAGED, STORE_DOWN, BUSY -> problem.kind().name().toLowerCase(Locale.ROOT);
                case NOT_READY -> problem.cause().isEmpty() ? isSoonReady() ? "503" : "lasting" : problem.cause();
                default -> Integer.toString(problem.kind().status());
            };
        }

        /** Whether the page of the models, which is not the first one here, has more about it. */
        public boolean wantsModels() {
            return frame.places().get(0) != Place.MODELS && isAboutModels();
        }

        private boolean isAboutModels() {
            return problem.kind() == Kind.DAMAGED
                    || problem.cause().equals(NotReady.NO_CHAMPION.id())
                    || problem.cause().equals(NotReady.REFUSED.id())
                    || problem.cause().equals(NotReady.TABLE.id());
        }

        /** Whether signing in with another key may help. */
        public boolean wantsOtherKey() {
            return problem.kind() == Kind.FORBIDDEN && frame.guarded();
        }
    }

    static String root(String path) {
        int end = path.indexOf('/', 1);
        return end < 0 ? path : path.substring(0, end);
    }

    @Override
    public boolean speakAt(String path, Problem problem, Request request) {
        boolean isPerson = request.header(Request.ACCEPT).orElse("").contains("text/html");
        return roots.contains(root(path)) || (problem.kind() == Kind.UNKNOWN_PATH && isPerson);
    }

    @Override
    public Answer answer(Problem problem, String requestId, Request request, Optional<String> target) {
        if (problem.kind() == Kind.UNKNOWN_KEY) {
            return Answer.elsewhere(
                    Address.of(SignInPages.PATH).with("to", target.orElse("/")).href());
        }
        Visit visit = Visit.ofFailed(request, target);
        Frame frame = pages.frameOfProblem(visit, "problem.title");
        Model model = new Model(frame, problem, requestId, target);
        return Pages.html(problem.kind().status(), visit, new Sheet("page/problem.jte", model))
                .with(problem.headers())
                .with(model.refresh());
    }
}
