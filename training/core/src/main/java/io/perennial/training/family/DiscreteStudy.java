package io.perennial.training.family;

import io.perennial.training.nbd.BgBb;
import io.perennial.training.nbd.BgBbFit;
import io.perennial.training.nbd.DiscreteHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The BG/BB of a table of histories at opportunities such as years: columns {@code x}, {@code t_x}, {@code n} and, where a
 * row stands for several users, {@code users}.
 */
final class DiscreteStudy {

    private DiscreteStudy() {}

    /** The model fitted to a table, and what it says of each history. */
    record Report(
            List<FamilyReport.Parameter> parameters,
            double logLikelihood,
            String verdict,
            int users,
            int opportunities,
            double expected,
            List<Line> histories) {}

    /** One history: how many users have it, whether they are alive, and purchases expected of each. */
    record Line(int repeats, int lastRepeat, int opportunities, int users, double alive, double expected) {}

    /**
     * Reads and fits.
     *
     * @param opportunities ahead, over which purchases are expected
     */
    static Report of(Path file, int opportunities) throws IOException {
        Map<DiscreteHistory, Integer> users = read(CsvRows.read(file));
        BgBbFit fit = BgBbFit.fit(users);
        BgBb model = fit.model();
        List<Line> lines = new ArrayList<>();
        users.forEach((history, count) -> lines.add(new Line(
                history.repeats(),
                history.lastRepeat(),
                history.opportunities(),
                count,
                model.probabilityAlive(history),
                model.expectedPurchases(history, opportunities))));
        double[] values = {model.alpha(), model.beta(), model.gamma(), model.delta()};
        return new Report(
                IntStream.range(0, values.length)
                        .mapToObj(i -> new FamilyReport.Parameter(
                                BgBbFit.NAMES.get(i),
                                values[i],
                                fit.uncertainty().standardErrors().get(i),
                                fit.uncertainty().interval(i)))
                        .toList(),
                fit.logLikelihood(),
                fit.verdict().message(),
                users.values().stream().mapToInt(Integer::intValue).sum(),
                opportunities,
                lines.stream()
                        .mapToDouble(line -> line.users() * line.expected())
                        .sum(),
                lines);
    }

    private static Map<DiscreteHistory, Integer> read(CsvRows rows) {
        Map<DiscreteHistory, Integer> users = new TreeMap<>(Comparator.comparingInt(DiscreteHistory::repeats)
                .thenComparingInt(DiscreteHistory::lastRepeat)
                .thenComparingInt(DiscreteHistory::opportunities));
        for (int row = 0; row < rows.size(); row++) {
            int count = rows.has("users") ? rows.whole(row, "users") : 1;
            if (count < 1) {
                throw new IllegalArgumentException(rows.where(row) + " stands for " + count + " users; leave it out");
            }
            int x = rows.whole(row, "x");
            int last = rows.whole(row, "t_x");
            int opportunities = rows.whole(row, "n");
            try {
                users.merge(new DiscreteHistory(x, last, opportunities), count, Math::addExact);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(rows.where(row) + ": " + e.getMessage(), e);
            }
        }
        return users;
    }
}
