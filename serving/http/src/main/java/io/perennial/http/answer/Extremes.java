package io.perennial.http.answer;

import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
import io.perennial.scoring.score.IncoherentScoreException;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import java.util.List;
import java.util.stream.IntStream;

/** Tells a number of a request that no model can score from a score that is wrong by itself. */
public final class Extremes {

    /** No count, day or amount of one user is larger. */
    private static final double SUSPECT = 1e9;

    private Extremes() {}

    /**
     * Which number of a request leaves its row without a score: there is one without the largest of them.
     *
     * @param ids   names of the features
     * @param where what stands before a feature's name, such as {@code rows[3].features.}; may be empty
     * @throws IncoherentScoreException the failure, where no number of the request is to blame
     */
    public static Problem problem(
            IncoherentScoreException failure, UserRow row, List<String> ids, String where, Scorer.Session session) {
        double[] features = row.features().clone();
        int[] suspects = IntStream.range(0, features.length)
                .filter(column -> Math.abs(features[column]) >= SUSPECT)
                .boxed()
                .sorted((one, other) -> Double.compare(Math.abs(features[other]), Math.abs(features[one])))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int suspect : suspects) {
            features[suspect] = Double.NaN;
            if (isScored(row, features, session)) {
                String field = where + ids.get(suspects[0]);
                return Problem.at(
                        Kind.BAD_FIELD,
                        field,
                        "'" + field + "' is " + row.features()[suspects[0]]
                                + ", too far from what any user does for the model to tell a score");
            }
        }
        throw failure;
    }

    private static boolean isScored(UserRow row, double[] features, Scorer.Session session) {
        try {
            session.score(row.withFeatures(features.clone()));
            return true;
        } catch (IncoherentScoreException e) {
            return false;
        }
    }
}
