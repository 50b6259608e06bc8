package io.perennial.http.quality;

import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.TinyCompany;
import io.perennial.http.answer.Subject;
import io.perennial.http.decision.Decision;
import io.perennial.http.decision.Question;
import io.perennial.http.live.Arm;
import io.perennial.scoring.model.Distribution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Made-up scores, and what they are held against. */
final class Scores {

    private static final int WIDTH = FeatureCatalogue.features().size();

    private Scores() {}

    /** A score of random features, some of them missing. */
    static Decision score(Random random) {
        double[] features = new double[WIDTH];
        Arrays.setAll(features, i -> random.nextInt(4) == 0 ? Double.NaN : random.nextInt(30));
        return score(features, random.nextDouble(), Instant.EPOCH);
    }

    /** A score that was given at an instant. */
    static Decision score(double[] features, double churn, Instant at) {
        Subject subject = Subject.of("u", TinyCompany.AS_OF, features, null, TinyCompany.SCHEMA, "request.features");
        return new Decision(
                "p-1",
                at,
                Question.score(),
                subject,
                List.of(),
                Arm.CHAMPION,
                TinyCompany.AS_OF,
                ChurnGrade.Thresholds.defaults(),
                Map.of(Drift.CHURN, churn),
                "");
    }

    /** Random references, some of them with ties, some empty, and a batch of random probabilities. */
    static Yardsticks yardsticks(Random random) {
        Random sameForAll = new Random(1);
        List<Tenths.Reference> features = new ArrayList<>();
        for (int i = 0; i < WIDTH; i++) {
            int size = sameForAll.nextInt(3) * 50;
            int values = 1 + sameForAll.nextInt(30);
            features.add(Tenths.Reference.of(Distribution.of(
                    sameForAll.ints(size, 0, values).asDoubleStream().toArray())));
        }
        double power = random.nextDouble(3);
        return new Yardsticks(
                TinyCompany.SCHEMA.ids(),
                features,
                Tenths.Reference.of(Distribution.of(
                        random.doubles(200).map(p -> Math.pow(p, power)).toArray())));
    }
}
