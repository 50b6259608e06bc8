package io.perennial.training.table;

import io.perennial.features.feature.Part;
import io.perennial.features.feature.TableColumn;
import io.perennial.features.feature.TableSchema;
import io.perennial.training.churn.ChurnModel;
import io.perennial.training.data.Rows;
import io.perennial.training.evaluation.CalibrationBin;
import io.perennial.training.evaluation.Decile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code training/evaluation.json} of a table: how the recipe and its families did, and what was published.
 *
 * @param format      layout of this file, 1
 * @param rung        always {@code TABLE}
 * @param asOf        the day the table speaks for, ISO
 * @param label       its column
 * @param churned     the value that means churn
 * @param seed        the seed
 * @param rows        rows learned from
 * @param churners    those that churned
 * @param groups      the columns of each group; those under an empty name are context
 * @param version     published version of churn
 * @param verdict     what judging said, one sentence
 * @param judgedOn    which rows the figures are of
 * @param repeats     repeats of the cross-validation
 * @param folds       folds of each
 * @param notes       what was left out or counted as missing
 * @param candidates  figures of what was chosen, of every family and of the naive rate
 * @param comparisons what was chosen against each rival, paired
 * @param worseThanPlain whether plain logistic regression is better than what was chosen beyond chance
 * @param calibration calibration curve of what was chosen
 * @param deciles     its deciles
 * @param profits     profit by number of contacts
 * @param causes      what stands behind raised risk
 * @param grades      rows by churn grade
 * @param explained   rows with reasons, every sum checked
 * @param largestDifference between a score and its baseline plus parts
 * @param withheld    why the first of the rows without reasons has none; empty where all are explained
 */
record TableEvaluation(
        int format,
        String rung,
        String asOf,
        String label,
        String churned,
        long seed,
        int rows,
        int churners,
        Map<String, List<String>> groups,
        int version,
        String verdict,
        String judgedOn,
        int repeats,
        int folds,
        List<String> notes,
        List<Judgement> candidates,
        List<Comparison> comparisons,
        boolean worseThanPlain,
        List<CalibrationBin> calibration,
        List<Decile> deciles,
        List<ProfitPoint> profits,
        List<Cause> causes,
        Map<String, Long> grades,
        int explained,
        double largestDifference,
        String withheld) {

    static TableEvaluation of(
            TableRun.Request request,
            int version,
            TableSchema schema,
            TableTrainer.Trained trained,
            TableScores scores,
            Rows rows) {
        ChurnModel model = trained.model();
        Map<String, Long> grades = new TreeMap<>();
        scores.scores().forEach(score -> grades.merge(score.profile().grade(), 1L, Long::sum));
        return new TableEvaluation(
                1,
                "TABLE",
                request.asOf().toString(),
                schema.label(),
                schema.churned(),
                request.seed(),
                rows.size(),
                (int) Arrays.stream(rows.churned()).sum(),
                groups(schema),
                version,
                model.chosen().verdict(),
                model.chosen().judgedOn(),
                request.plan().repeats(),
                request.plan().folds(),
                model.chosen().notes(),
                trained.judgements(),
                trained.comparisons(),
                Comparison.worseThanPlain(trained.comparisons()).isPresent(),
                model.curve(),
                model.deciles(),
                trained.profits(),
                scores.causes(),
                grades,
                scores.explained(),
                scores.largestDifference(),
                scores.withheld());
    }

    private static Map<String, List<String>> groups(TableSchema schema) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (Part part : schema.parts()) {
            groups.put(
                    part.id(),
                    schema.columns().stream()
                            .filter(column -> column.part().equals(part))
                            .map(TableColumn::id)
                            .toList());
        }
        List<String> context = schema.columns().stream()
                .filter(column -> !schema.parts().contains(column.part()))
                .map(TableColumn::id)
                .toList();
        if (!context.isEmpty()) {
            groups.put("", context);
        }
        return groups;
    }
}
