package io.perennial.http.report;

import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.http.report.Report.Why;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads reason codes: {@code RC-<FEATURE>-UP} and {@code RC-DIM-<DIMENSION>-DOWN}, up being a higher risk. */
public final class Reasons {

    private static final Pattern CODE = Pattern.compile("RC-(?:DIM-)?(.+)-(UP|DOWN)");

    private Reasons() {}

    /** The reason of a code. */
    public static Why of(String code) {
        return of(code, new double[0]);
    }

    /** The reason of a code with the user's own value. */
    public static Why of(String code, double[] features) {
        Matcher parts = CODE.matcher(code);
        if (!parts.matches()) {
            return new Why(code, code, Double.NaN, true);
        }
        String subject = parts.group(1).toLowerCase(Locale.ROOT);
        int index = index(subject);
        double value = index >= 0 && index < features.length ? features[index] : Double.NaN;
        return new Why(code, subject, value, parts.group(2).equals("UP"));
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
