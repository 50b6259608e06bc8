package io.perennial.http.survey;

import io.perennial.features.event.EventKind;
import java.util.List;

/**
 * What users did on their last days before they went quiet, beside the same of users who did not: a path is what stood
 * out on each of the last three days on which the user did anything, the earliest first.
 *
 * <p>Quiet is who is eligible and was not active in the last {@value Activity#DAYS} days.
 *
 * @param quiet users who went quiet
 * @param lively eligible users who did not
 * @param paths the paths that the quiet took more often than the others, those of most more users first
 */
public record LastSteps(int quiet, int lively, List<Path> paths) {

    public LastSteps {
        paths = List.copyOf(paths);
    }

    /**
     * A path.
     *
     * @param kinds  what stood out, at most three, the earliest first
     * @param quiet  users who went quiet after it
     * @param lively users who took the same last steps and did not
     */
    public record Path(List<EventKind> kinds, int quiet, int lively) {
        public Path {
            kinds = List.copyOf(kinds);
        }
    }

    /** Share of the quiet who took a path. */
    public double quietShare(Path path) {
        return quiet == 0 ? Double.NaN : (double) path.quiet() / quiet;
    }

    /** How many more of the quiet took a path than would have as often as the others did. */
    double excess(Path path) {
        return path.quiet() - (lively == 0 ? 0 : livelyShare(path) * quiet);
    }

    /** Share of the others who took it. */
    public double livelyShare(Path path) {
        return lively == 0 ? Double.NaN : (double) path.lively() / lively;
    }
}
