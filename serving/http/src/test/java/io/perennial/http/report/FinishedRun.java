package io.perennial.http.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.scoring.population.PopulationHeader;
import io.perennial.scoring.population.PopulationRow;
import io.perennial.scoring.population.PopulationWriter;
import io.perennial.scoring.population.Rank;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Score.ChurnScore;
import io.perennial.scoring.score.Score.Frame;
import io.perennial.scoring.score.Score.Profile;
import io.perennial.scoring.score.Score.ValueScore;
import io.perennial.scoring.score.ScoreBytes;
import io.perennial.scoring.score.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Consumer;

/** A run as the other steps leave it, made up: equal for equal seeds. */
final class FinishedRun {

    static final LocalDate AS_OF = LocalDate.of(2026, 11, 1);

    /** A user whose id would break a page that does not escape. */
    static final String HOSTILE = "<script>alert('\"&')</script>";

    private static final List<String> REASONS = List.of(
            "RC-SILENCE_DAYS-UP",
            "RC-VISITS_CHANGE_28-UP",
            "RC-DIM-VALUE-DOWN",
            "RC-OPEN_RATE_84-UP",
            "RC-SPEND_LIFETIME-DOWN");

    private FinishedRun() {}

    /** Writes a run of so many users, with or without purchases in its log. */
    static List<Score> write(Path root, int users, boolean money) throws IOException {
        for (String name : List.of("log/log.json", "snapshots/plan.json", "training/evaluation.json")) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            try (InputStream in =
                    FinishedRun.class.getResourceAsStream(file.getFileName().toString())) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!money) {
            change(root.resolve("training/evaluation.json"), evaluation -> evaluation.putNull("ltv"));
            change(root.resolve("snapshots/plan.json"), plan -> plan.putArray("snapshots"));
        }
        List<Score> scores = scores(users, money);
        PopulationHeader header = PopulationHeader.of(
                "zone=Asia/Shanghai\n",
                AS_OF.minusDays(1_080),
                AS_OF,
                "5f0c1e",
                ChurnGrade.Thresholds.defaults(),
                Map.of("churn", "1:9b2d4c", "ltv", "1:c07e55"));
        try (PopulationWriter writer = PopulationWriter.create(root.resolve("bundle"), header)) {
            Random random = new Random(3);
            for (Score score : scores) {
                double[] features = random.doubles(FeatureCatalogue.features().size(), 0, 60)
                        .toArray();
                writer.add(
                        new PopulationRow(new UserLedger(score.user(), List.of()), features, ScoreBytes.write(score)),
                        new Rank(
                                score.value().map(ValueScore::expectedLoss).orElse(Double.NaN),
                                score.churn().map(ChurnScore::probability).orElse(Double.NaN),
                                score.eligible()));
            }
            writer.finish();
        }
        return scores;
    }

    private static void change(Path file, Consumer<ObjectNode> what) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode tree = (ObjectNode) json.readTree(file.toFile());
        what.accept(tree);
        json.writeValue(file.toFile(), tree);
    }

    private static List<Score> scores(int users, boolean money) {
        Random random = new Random(11);
        List<Score> scores = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            String id = user == 0 ? HOSTILE : String.format(Locale.ROOT, "u%07d", user);
            boolean never = user % 50 == 49;
            boolean eligible = !never && user % 5 != 4;
            scores.add(never ? never(id) : scored(id, random, eligible, money));
        }
        return scores;
    }

    private static Score scored(String id, Random random, boolean eligible, boolean money) {
        boolean hostile = id.equals(HOSTILE);
        double logit = hostile ? 1.5 : -1.4 + 1.6 * random.nextGaussian() + (eligible ? 0 : 3);
        double churn = 1 / (1 + Math.exp(-logit));
        double worth = hostile ? 9_000 : Math.exp(4.5 + 1.3 * random.nextGaussian());
        ValueScore value = new ValueScore(worth, (1 - churn) * worth, 0, 2.5 * worth, 1.5, Double.NaN, churn * worth);
        List<Double> months = List.of(worth / 3, worth / 3, worth / 3, worth / 3.1, worth / 3.2, worth / 3.3);
        String grade = ChurnGrade.of(churn, ChurnGrade.Thresholds.defaults()).name();
        List<String> stages = List.of("sprout", "growth", "mature", "dormant");
        return new Score(
                id,
                (int) AS_OF.toEpochDay(),
                eligible,
                OptionalInt.of((int) AS_OF.toEpochDay() - 1 - random.nextInt(100)),
                120,
                Optional.of(new ChurnScore(churn, 0.85 * churn, Math.min(1, 1.15 * churn), List.of())),
                money ? Optional.of(value) : Optional.empty(),
                money ? months : List.of(),
                List.of(),
                new Profile(
                        100 * (1 - churn) * random.nextDouble(),
                        eligible ? stages.get(random.nextInt(4)) : "lost",
                        "loyal",
                        grade,
                        "442"),
                List.of(REASONS.get(random.nextInt(money ? 5 : 4)), REASONS.get(random.nextInt(4))),
                new Frame("1", money ? "1" : "", "", 90, 3, "CNY"),
                eligible ? List.of() : List.of(Verdict.NOT_ELIGIBLE));
    }

    private static Score never(String id) {
        return new Score(
                id,
                (int) AS_OF.toEpochDay(),
                false,
                OptionalInt.empty(),
                Double.NaN,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                new Profile(Double.NaN, "never_active", "", "", ""),
                List.of(),
                new Frame("1", "1", "", 90, 3, "CNY"),
                List.of(Verdict.NEVER_ACTIVE));
    }
}
