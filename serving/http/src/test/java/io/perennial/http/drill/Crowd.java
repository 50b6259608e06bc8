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
            List<Member> members =
                    ledgers.stream().map(ledger -> Member.of(ledger, scorer)).toList();
            for (int i = 0; i < users; i++) {
                Member member = members.get(i % members.size());
                writer.add(member.named(String.format(Locale.ROOT, "u%08d", i)), member.rank());
            }
            writer.finish();
        }
        PopulationBundle.publish(directory, registry);
    }

    /** One of the few whom all the others repeat. */
    private record Member(Subject subject, UserLedger ledger, Score score, Rank rank) {

        static Member of(UserLedger ledger, Scorer scorer) {
            Subject subject = Subject.of(
                    ledger, TinyCompany.AS_OF, TinyCompany.FIRST_DAY, (FeatureSchema) scorer.schema(), "batch");
            Score score = scorer.score(subject.row()).withReasons(List.of("RC-SILENCE_DAYS-UP"));
            double loss = score.value().map(Score.ValueScore::expectedLoss).orElse(Double.NaN);
            double churn = score.churn().map(Score.ChurnScore::probability).orElse(Double.NaN);
            return new Member(subject, ledger, score, new Rank(loss, churn, score.eligible()));
        }

        PopulationRow named(String user) {
            return new PopulationRow(
                    new UserLedger(user, ledger.days()), subject.row().features(), ScoreBytes.write(score.named(user)));
        }
    }
}
