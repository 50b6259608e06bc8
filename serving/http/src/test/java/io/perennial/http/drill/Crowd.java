package io.perennial.http.drill;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.http.TinyCompany;
import io.perennial.http.answer.Subject;
import io.perennial.scoring.population.PopulationBundle;
import io.perennial.scoring.population.PopulationHeader;
import io.perennial.scoring.population.PopulationRow;
import io.perennial.scoring.population.PopulationWriter;
import io.perennial.scoring.population.Rank;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.ScoreBytes;
import io.perennial.scoring.score.Scorer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A population as large as wanted. */
public final class Crowd {

    private Crowd() {}

    /** Publishes a bundle of so many users, who repeat a few hundred ledgers. */
    public static void publish(Registry registry, Scorer scorer, Path directory, int users) {
        List<UserLedger> ledgers = TinyCompany.ledgers(500);
        PopulationHeader header = PopulationHeader.of(
                scorer.schema().canonical(),
                TinyCompany.FIRST_DAY,
                TinyCompany.AS_OF,
                "crowd",
                ChurnGrade.Thresholds.defaults(),
                Map.of("churn", scorer.churn().id().stamp()));
        try (PopulationWriter writer = PopulationWriter.create(directory, header)) {
            for (int i = 0; i < users; i++) {
                UserLedger ledger = new UserLedger(
                        String.format(Locale.ROOT, "u%08d", i),
                        ledgers.get(i % ledgers.size()).days());
                Subject subject = Subject.of(
                        ledger, TinyCompany.AS_OF, TinyCompany.FIRST_DAY, (FeatureSchema) scorer.schema(), "batch");
                Score score = scorer.score(subject.row()).withReasons(List.of("RC-SILENCE_DAYS-UP"));
                writer.add(
                        new PopulationRow(ledger, subject.row().features(), ScoreBytes.write(score)),
                        new Rank(
                                score.value()
                                        .map(Score.ValueScore::expectedLoss)
                                        .orElse(Double.NaN),
                                score.churn().map(Score.ChurnScore::probability).orElse(Double.NaN),
                                score.eligible()));
            }
            writer.finish();
        }
        PopulationBundle.publish(directory, registry);
    }
}
