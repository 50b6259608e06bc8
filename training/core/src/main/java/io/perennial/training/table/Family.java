package io.perennial.training.table;

import io.perennial.features.feature.TableSchema;
import io.perennial.training.churn.ChurnScore;
import io.perennial.training.churn.ChurnScore.Unit;
import io.perennial.training.data.Rows;
import io.perennial.training.learner.Design;
import io.perennial.training.table.Terms.Penalties;
import io.perennial.training.tribuo.RidgeTrainer;
import io.perennial.training.tribuo.XgboostTrainer;
import java.util.List;
import java.util.OptionalDouble;

/** A kind of model for tables whose score is log-odds, and the few settings of it among which the training rows choose. */
enum Family {
    TERMS(
            "terms",
            "logistic regression on numbers, logs, squares and products, each penalised by what is believed of it") {
        @Override
        int settings() {
            return PENALTIES.size();
        }

        @Override
        List<ChurnScore> fit(TableSchema schema, Rows all, List<Integer> settings, long seed) {
            TableSample sample = TableSample.of(schema, all, 30_000, seed);
            Rows rows = sample.rows();
            double[][] features = rows.features();
            Factors factors = new Factors(sample.schema(), features);
            return settings.stream()
                    .map(setting -> new TermDesign(factors, Terms.curved(factors, PENALTIES.get(setting)), features))
                    .map(design -> new ChurnScore(
                            design.under(RidgeTrainer.train(design.of(features), rows.churned(), seed)), Unit.LOG_ODDS))
                    .toList();
        }

        @Override
        String setting(int setting) {
            return PENALTIES.get(setting).written();
        }
    },
    XGBOOST("xgboost", "gradient boosted trees") {
        @Override
        int settings() {
            return BOOSTINGS.size();
        }

        @Override
        List<ChurnScore> fit(TableSchema schema, Rows all, List<Integer> settings, long seed) {
            TableSample sample = TableSample.of(schema, all, 60_000, seed);
            Rows rows = sample.rows();
            Design design = new TreeDesign(sample.schema(), rows.features());
            double[][] columns = design.of(rows.features());
            return settings.stream()
                    .map(setting -> XgboostTrainer.classifier(
                            columns, rows.churned(), rows.weights(), BOOSTINGS.get(setting), seed))
                    .map(learned -> new ChurnScore(design.under(learned), Unit.LOG_ODDS))
                    .toList();
        }

        @Override
        String setting(int setting) {
            return BOOSTINGS.get(setting).rounds() + " rounds of depth "
                    + BOOSTINGS.get(setting).depth();
        }
    };

    private static final List<Penalties> PENALTIES = List.of(
            new Penalties(10, 1, OptionalDouble.empty()),
            new Penalties(30, 1, OptionalDouble.of(1_000)),
            new Penalties(3, 1, OptionalDouble.of(100)));

    private static final List<XgboostTrainer.Options> BOOSTINGS = List.of(
            new XgboostTrainer.Options(200, 1, 0.15, 5, 0.5, 0.5, 5),
            new XgboostTrainer.Options(150, 2, 0.08, 10, 0.5, 0.3, 5),
            new XgboostTrainer.Options(80, 4, 0.08, 5, 0.8, 0.5, 5));

    private final String id;
    private final String description;

    Family(String id, String description) {
        this.id = id;
        this.description = description;
    }

    String id() {
        return id;
    }

    String description() {
        return description;
    }

    /** How many settings there are to choose among. */
    abstract int settings();

    /** A setting in words. */
    abstract String setting(int setting);

    /** Learns from rows, once for each of these settings; needs both classes. */
    abstract List<ChurnScore> fit(TableSchema schema, Rows rows, List<Integer> settings, long seed);
}
