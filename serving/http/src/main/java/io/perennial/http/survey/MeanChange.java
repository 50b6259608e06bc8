package io.perennial.http.survey;

import io.perennial.scoring.explain.Change;
import io.perennial.scoring.explain.ChangeResult;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.explain.Explanation.Contribution;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.explain.Withheld;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The mean of users' changes, part by part: as the parts of each add up to its change, so do the means. */
final class MeanChange {

    private double[] dimensions = {};
    private List<Contribution> parts = List.of();
    private int users;
    private double from;
    private double to;
    private double context;
    private double model;
    private double calibration;

    void add(Change change) {
        users++;
        from += change.from();
        to += change.to();
        context += change.context();
        model += change.model();
        calibration += change.calibration();
        parts = change.dimensions();
        // As many for everybody: they are the parts of one schema.
        dimensions = Arrays.copyOf(dimensions, parts.size());
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] += parts.get(i).value();
        }
    }

    int users() {
        return users;
    }

    /** The mean, or why there is none. */
    ChangeResult mean() {
        if (users == 0) {
            return new Withheld(Withheld.Cause.NO_SCORE, "nobody on the list was eligible both then and now");
        }
        List<Contribution> means = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            double mean = dimensions[i] / users;
            means.add(new Contribution(parts.get(i).dimension(), mean, mean, mean));
        }
        Change mean = of(means, 0);
        double error = Math.abs(mean.sum() - mean.to());
        // Written so that NaN fails too.
        return error <= Explanation.BOUND
                ? of(means, error)
                : new Withheld(Withheld.Cause.SUM_FAILED, "parts of the mean change miss it by " + error);
    }

    private Change of(List<Contribution> means, double error) {
        return new Change(
                Target.CHURN,
                from / users,
                to / users,
                context / users,
                means,
                model / users,
                calibration / users,
                error);
    }
}
