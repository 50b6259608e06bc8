package io.perennial.batch;

import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.spark.table.LedgerTable;
import io.perennial.scoring.population.AliasTable;
import io.perennial.scoring.population.LogAccount;
import io.perennial.scoring.population.PopulationHeader;
import io.perennial.scoring.population.PopulationRow;
import io.perennial.scoring.population.PopulationWriter;
import io.perennial.scoring.population.Rank;
import io.perennial.scoring.score.Column;
import io.perennial.scoring.score.CsvFile;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.ScoreColumns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/** Writes what takes the users one after the other: the bundle, the CSV file where asked for, and the totals. */
final class ScoreFiles {

    private final Products products;
    private final PopulationHeader header;
    private final AliasTable aliases;
    private final Function<ScoresSummary, LogAccount> account;

    /** Files of a batch; the account of the log is made when everybody is written. */
    ScoreFiles(
            Products products,
            PopulationHeader header,
            AliasTable aliases,
            Function<ScoresSummary, LogAccount> account) {
        this.products = products;
        this.header = header;
        this.aliases = aliases;
        this.account = account;
    }

    /** Writes the files from scored rows in ascending order of users. */
    ScoresSummary write(Iterator<Row> rows) throws IOException {
        if (!products.withCsv()) {
            return writeBundle(rows, score -> {});
        }
        List<String> names = ScoreColumns.columns().stream().map(Column::name).toList();
        try (CsvFile file = CsvFile.create(products.csv().work(), names)) {
            return writeBundle(rows, score -> file.add(values(score)));
        }
    }

    @FunctionalInterface
    private interface ScoreSink {
        void add(Score score) throws IOException;
    }

    private ScoresSummary writeBundle(Iterator<Row> rows, ScoreSink sink) throws IOException {
        Path bundle = products.bundle().work();
        ScoresSummary summary = new ScoresSummary();
        try (PopulationWriter writer = PopulationWriter.create(bundle, header)) {
            writer.aliases(aliases);
            while (rows.hasNext()) {
                Row row = rows.next();
                Score score = ScoredRow.score(row);
                summary.add(score, ScoredRow.given(row));
                sink.add(score);
                writer.add(
                        new PopulationRow(ledger(score.user(), row), ScoredRow.features(row), ScoredRow.bytes(row)),
                        rank(score));
            }
            writer.finish();
        }
        account.apply(summary).write(bundle);
        return summary;
    }

    private static List<Object> values(Score score) {
        List<Object> values = new ArrayList<>();
        ScoreColumns.columns().forEach(column -> values.add(column.of(score).orElse(null)));
        return values;
    }

    private static UserLedger ledger(String user, Row row) {
        List<LedgerDay> days =
                ScoredRow.days(row).stream().map(LedgerTable::day).toList();
        return UserLedger.merge(user, days);
    }

    private static Rank rank(Score score) {
        return new Rank(
                score.value().map(Score.ValueScore::expectedLoss).orElse(Double.NaN),
                score.churn().map(Score.ChurnScore::probability).orElse(Double.NaN),
                score.eligible());
    }
}
