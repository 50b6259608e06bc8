package io.perennial.training.table;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.scoring.explain.Explainer;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.explain.ExplanationResult;
import io.perennial.scoring.explain.Reason;
import io.perennial.scoring.explain.Target;
import io.perennial.scoring.explain.Withheld;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.score.Column;
import io.perennial.scoring.score.CsvFile;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.ScoreColumns;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import io.perennial.training.data.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The scores and reasons of every row of a table, by the code that serves them.
 *
 * @param scores            in the order of rows
 * @param explained         how many rows got reasons; every sum was checked
 * @param largestDifference the largest difference between a score and its baseline plus parts
 * @param causes            the most frequent strongest reasons that raise a raised risk
 * @param withheld          why the first of those without reasons has none; empty where all have
 */
record TableScores(List<Score> scores, int explained, double largestDifference, List<Cause> causes, String withheld) {

    /** Rows beyond this many are scored without reasons: the server gives them on demand. */
    private static final int MOST_EXPLAINED = 50_000;

    static TableScores of(LoadedModel model, Rows rows) {
        Scorer scorer = new Scorer(model, Optional.empty(), Optional.empty(), ChurnGrade.Thresholds.defaults());
        Explainer explainer = new Explainer(scorer);
        List<Explained> all = IntStream.range(0, rows.size())
                .parallel()
                .mapToObj(i -> explained(rows, i, scorer, explainer))
                .toList();
        return new TableScores(
                all.stream().map(Explained::score).toList(),
                (int) all.stream().filter(one -> one.withheld().isEmpty()).count(),
                all.stream().mapToDouble(Explained::difference).max().orElse(0),
                Cause.of(all.stream()
                        .filter(one -> Cause.isRaised(one.score().profile().grade()))
                        .map(Explained::reasons)
                        .toList()),
                all.stream()
                        .map(Explained::withheld)
                        .filter(why -> !why.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    private record Explained(Score score, double difference, List<Reason> reasons, String withheld) {}

    private static Explained explained(Rows rows, int i, Scorer scorer, Explainer explainer) {
        UserRow row = UserRow.ofTable(rows.user(i), rows.asOf(i), rows.features(i));
        Score score = scorer.score(row);
        if (rows.size() > MOST_EXPLAINED) {
            return new Explained(score, 0, List.of(), "more than " + MOST_EXPLAINED + " rows");
        }
        ExplanationResult result = explainer.explain(row, score, Target.CHURN);
        if (result instanceof Explanation explanation) {
            List<String> codes =
                    explanation.reasons().stream().map(Reason::code).toList();
            return new Explained(score.withReasons(codes), explanation.error(), explanation.reasons(), "");
        }
        return new Explained(score, 0, List.of(), ((Withheld) result).words());
    }

    /** Writes {@code scores/part-00000.parquet}, and {@code scores.csv} where asked for; each whole or not at all. */
    void write(Path out, boolean csv) throws IOException {
        Path folder = Files.createDirectories(out.resolve("scores"));
        Path beside = folder.resolve(".tmp-part-00000.parquet");
        Files.deleteIfExists(beside);
        ScoresParquet.write(beside, scores);
        Files.move(beside, folder.resolve("part-00000.parquet"), StandardCopyOption.REPLACE_EXISTING);
        Path text = out.resolve("scores.csv");
        Files.deleteIfExists(text);
        if (csv) {
            Path unfinished = out.resolve(".tmp-scores.csv");
            writeCsv(unfinished);
            Files.move(unfinished, text, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void writeCsv(Path file) throws IOException {
        List<Column> columns = ScoreColumns.columns();
        try (CsvFile lines =
                CsvFile.create(file, columns.stream().map(Column::name).toList())) {
            for (Score score : scores) {
                List<Object> values = new ArrayList<>();
                columns.forEach(column -> values.add(column.of(score).orElse(null)));
                lines.add(values);
            }
        }
    }
}
