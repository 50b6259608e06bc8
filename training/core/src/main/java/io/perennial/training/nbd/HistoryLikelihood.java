package io.perennial.training.nbd;

import java.util.Arrays;

/**
 * Likelihood of purchase histories, over the logarithms of a member's parameters.
 *
 * @param data the users
 * @param term what one history adds
 */
record HistoryLikelihood(NbdData data, HistoryTerm.Family term) implements Likelihood {

    @Override
    public Expansion expand(double[] logParameters) {
        double[] parameters = Arrays.stream(logParameters).map(StrictMath::exp).toArray();
        HistoryTerm user = term.at(parameters);
        Expansion sum = new Expansion(parameters.length);
        for (int row = 0; row < data.rows().size(); row++) {
            user.add(data.rows().get(row), data.weight(row), sum);
        }
        return sum.inLogs(parameters);
    }
}
