package io.perennial.http.report;

import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.http.report.Report.Why;
import io.perennial.scoring.explain.ReasonCode;
import java.util.List;
import java.util.Locale;

/** Tells what the codes of reasons for churn say, up being a higher risk. */
public final class Reasons {

    private Reasons() {}

    /** The reason of a code. */
    public static Why of(String code) {
        return of(code, new double[0]);
    }

    /** The reason of a code with the user's own value. */
    public static Why of(String code, double[] features) {
        return ReasonCode.read(code)
                .map(read -> of(code, read, features))
                .orElse(new Why(code, code, Double.NaN, true));
    }

    private static Why of(String code, ReasonCode read, double[] features) {
        String subject = read.subject().toLowerCase(Locale.ROOT);
        int index = index(subject);
        double value = index >= 0 && index < features.length ? features[index] : Double.NaN;
        return new Why(code, subject, value, read.isUp());
    }

    private static int index(String feature) {
        List<Feature> features = FeatureCatalogue.features();
        for (int i = 0; i < features.size(); i++) {
            if (features.get(i).id().equals(feature)) {
                return i;
            }
        }
        return -1;
    }
}
