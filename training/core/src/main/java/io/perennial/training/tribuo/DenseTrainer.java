package io.perennial.training.tribuo;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import ml.dmlc.xgboost4j.java.Booster;
import org.tribuo.Dataset;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.classification.xgboost.XGBoostClassificationConverter;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;
import org.tribuo.common.xgboost.XGBoostModel;
import org.tribuo.common.xgboost.XGBoostOutputConverter;
import org.tribuo.common.xgboost.XGBoostTrainer;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.xgboost.XGBoostRegressionConverter;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer.RegressionType;

/** One of Tribuo's trainers of boosted trees that also learns from {@link DenseRows}: the same model in half the time. */
final class DenseTrainer<T extends Output<T>> extends XGBoostTrainer<T> {

    private final XGBoostTrainer<T> tribuo;
    private final Map<String, Object> options;
    private final ToDoubleBiFunction<ImmutableOutputInfo<T>, T> target;
    private final XGBoostOutputConverter<T> converter;

    private DenseTrainer(
            XGBoostTrainer<T> tribuo,
            int rounds,
            Map<String, Object> options,
            ToDoubleBiFunction<ImmutableOutputInfo<T>, T> target,
            XGBoostOutputConverter<T> converter) {
        super(rounds, options);
        this.tribuo = tribuo;
        this.options = options;
        this.target = target;
        this.converter = converter;
    }

    /** Two sums of trees under a softmax; the options must say that there are two classes. */
    static DenseTrainer<Label> classifier(int rounds, Map<String, Object> options) {
        return new DenseTrainer<>(
                new XGBoostClassificationTrainer(rounds, options),
                rounds,
                options,
                ImmutableOutputInfo::getID,
                new XGBoostClassificationConverter());
    }

    /** One sum of trees. */
    static DenseTrainer<Regressor> regression(RegressionType type, int rounds, Map<String, Object> options) {
        return new DenseTrainer<>(
                new XGBoostRegressionTrainer(type, rounds, options),
                rounds,
                options,
                (outputs, amount) -> amount.getValues()[0],
                new XGBoostRegressionConverter());
    }

    @Override
    public XGBoostModel<T> train(Dataset<T> rows) {
        return train(rows, Map.of());
    }

    @Override
    public XGBoostModel<T> train(Dataset<T> rows, Map<String, Provenance> run) {
        return train(rows, run, INCREMENT_INVOCATION_COUNT);
    }

    /** Learns from a block of floats at once; from examples as Tribuo does. */
    @Override
    public synchronized XGBoostModel<T> train(Dataset<T> rows, Map<String, Provenance> run, int invocation) {
        if (!(rows instanceof DenseRows<T> dense)) {
            return (XGBoostModel<T>) tribuo.train(rows, run, invocation);
        }
        ImmutableOutputInfo<T> outputs = dense.getOutputIDInfo();
        Booster booster = dense.boost(options, numTrees, output -> target.applyAsDouble(outputs, output));
        ModelProvenance provenance = new ModelProvenance(
                XGBoostModel.class.getName(),
                OffsetDateTime.now(ZoneOffset.UTC),
                dense.getProvenance(),
                getProvenance(),
                run);
        return createModel("xgboost", provenance, dense.getFeatureIDMap(), outputs, List.of(booster), converter);
    }

    @Override
    public TrainerProvenance getProvenance() {
        return tribuo.getProvenance();
    }
}
