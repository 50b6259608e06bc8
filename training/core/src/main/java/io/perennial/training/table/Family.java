package io.perennial.training.table;

import io.perennial.features.feature.TableSchema;
import io.perennial.training.churn.ChurnScore;
import io.perennial.training.churn.ChurnScore.Unit;
import io.perennial.training.data.Rows;
import io.perennial.training.learner.Design;
import io.perennial.training.tribuo.ForestTrainer;
import io.perennial.training.tribuo.LassoTrainer;
import io.perennial.training.tribuo.XgboostTrainer;
import java.util.List;

/** A kind of model for tables, and the few settings of it among which the training rows choose. */
enum Family {
    TERMS("terms", "logistic regression on numbers, logs, squares and products, chosen by a penalty") {
        @Override
        int settings() {
            return COSTS.size();
        }

        @Override
        List<ChurnScore> fit(TableSchema schema, Rows all, List<Integer> settings, long seed) {
            Rows rows = all.atMost(60_000, seed);
            double[][] features = rows.features();
            Design design = new TermDesign(schema, features);
            List<Double> costs = settings.stream().map(COSTS::get).toList();
            return LassoTrainer.path(design.of(features), rows.churned(), costs, seed).stream()
                    .map(learned -> new ChurnScore(design.under(learned), Unit.LOG_ODDS))
                    .toList();
        }

        @Override
        String setting(int setting) {
            return "cost " + COSTS.get(setting);
        }
    },
    XGBOOST("xgboost", "gradient boosted trees") {
        @Override
        int settings() {
            return BOOSTINGS.size();
        }

        @Override
        List<ChurnScore> fit(TableSchema schema, Rows all, List<Integer> settings, long seed) {
            Rows rows = all.atMost(60_000, seed);
            Design design = new TreeDesign(schema);
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
    },
    FOREST("forest", "random forest") {
        @Override
        int settings() {
            return 1;
        }

        @Override
        List<ChurnScore> fit(TableSchema schema, Rows all, List<Integer> settings, long seed) {
            Rows rows = all.atMost(3_000, seed);
            Design design = new TreeDesign(schema);
            double[][] columns = design.of(rows.features());
            return List.of(new ChurnScore(
                    design.under(ForestTrainer.train(columns, rows.churned(), rows.weights(), TREES, seed)),
                    Unit.SHARE));
        }

        @Override
        String setting(int setting) {
            return TREES.trees() + " trees of depth " + TREES.depth();
        }
    };

    private static final List<Double> COSTS = List.of(0.02, 0.05, 0.12);

    private static final List<XgboostTrainer.Options> BOOSTINGS = List.of(
            new XgboostTrainer.Options(120, 3, 0.05, 5, 0.8, 0.5, 5),
            new XgboostTrainer.Options(250, 2, 0.06, 5, 0.8, 0.5, 5));

    private static final ForestTrainer.Options TREES = new ForestTrainer.Options(20, 7, 5, 0.25f);

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

    /** Whether its score is log-odds that may be pooled with those of the other such family. */
    boolean isPooled() {
        return this != FOREST;
    }

    /** How many settings there are to choose among. */
    abstract int settings();

    /** A setting in words. */
    abstract String setting(int setting);

    /** Learns from rows, once for each of these settings; needs both classes. */
    abstract List<ChurnScore> fit(TableSchema schema, Rows rows, List<Integer> settings, long seed);
}
