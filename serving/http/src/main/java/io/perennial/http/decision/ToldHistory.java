package io.perennial.http.decision;

import java.util.List;

/**
 * What a user was told, as far back as it was looked at.
 *
 * @param predictions the newest first
 * @param isCut       whether older answers are left out, of these predictions or of others
 */
public record ToldHistory(List<Told> predictions, boolean isCut) {

    public ToldHistory {
        predictions = List.copyOf(predictions);
    }

    /**
     * The newest of what a log tells of a user.
     *
     * @param names       all under which the user was told of: one may have been merged into another since
     * @param mostAnswers answers that are read at most: the same prediction may have been told thousands of times
     * @param most        most predictions
     */
    public static ToldHistory of(DecisionLog log, List<String> names, int mostAnswers, int most) {
        return of(log.ofUser(names, mostAnswers + 1), mostAnswers, most);
    }

    /** The newest of answers that were read, of which there is one more than are looked at where older ones are left out. */
    public static ToldHistory of(List<Decision> found, int mostAnswers, int most) {
        List<Told> told = Told.of(found.subList(0, Math.min(mostAnswers, found.size())));
        return new ToldHistory(
                told.subList(0, Math.min(most, told.size())), found.size() > mostAnswers || told.size() > most);
    }
}
