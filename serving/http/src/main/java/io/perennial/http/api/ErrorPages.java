package io.perennial.http.api;

import java.util.Optional;

/** Says problems to people: as pages, in their language, where what they asked for is a page. */
public interface ErrorPages {

    /** Says everything to programs. */
    ErrorPages NONE = new ErrorPages() {
        @Override
        public boolean speakAt(String path, Problem problem, Request request) {
            return false;
        }

        @Override
        public Answer answer(Problem problem, String requestId, Request request, Optional<String> target) {
            throw new IllegalStateException("nothing is a page here");
        }
    };

    /** Whether a problem of this path is said to a person. */
    boolean speakAt(String path, Problem problem, Request request);

    /**
     * The page of a problem.
     *
     * @param target path and query that were asked for; empty where a link there would ask for something else, as after a
     *               form was sent
     */
    Answer answer(Problem problem, String requestId, Request request, Optional<String> target);
}
