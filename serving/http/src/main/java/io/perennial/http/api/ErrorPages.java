package io.perennial.http.api;

/** Says problems to people: as pages, in their language, where what they asked for is a page. */
public interface ErrorPages {

    /** Says everything to programs. */
    ErrorPages NONE = new ErrorPages() {
        @Override
        public boolean speakAt(String path, Problem problem, Request request) {
            return false;
        }

        @Override
        public Answer answer(Problem problem, String requestId, Request request, String target) {
            throw new IllegalStateException("nothing is a page here");
        }
    };

    /** Whether a problem of this path is said to a person. */
    boolean speakAt(String path, Problem problem, Request request);

    /**
     * The page of a problem.
     *
     * @param target path and query that were asked for
     */
    Answer answer(Problem problem, String requestId, Request request, String target);
}
