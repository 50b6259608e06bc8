package io.perennial.training.value;

import io.perennial.features.event.EventKind;
import io.perennial.features.time.LearningPlan.Rung;
import io.perennial.training.churn.ChurnModel;
import io.perennial.training.data.Rows;
import io.perennial.training.data.Split;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.ClusterBootstrap;
import io.perennial.training.evaluation.Decile;
import io.perennial.training.evaluation.ValueMetrics;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.PurchaseProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compares value candidates with the naive rules, chooses one, and refits it on all closed windows. Every candidate is
 * judged as it would be published: multiplied by the chance of being retained that the churn model gave without having
 * seen the user. The gate is the squared error, whose best prediction is the mean.
 */
public final class ValueTrainer {

    private final TrainingSet set;
    private final ChurnModel churn;
    private final long seed;
    private final Consumer<String> progress;

    /**
     * A trainer.
     *
     * @param set      what to learn from
     * @param churn    the churn model in front
     * @param seed     everything drawn depends on it alone
     * @param progress told what is being done
     */
    public ValueTrainer(TrainingSet set, ChurnModel churn, long seed, Consumer<String> progress) {
        this.set = set;
        this.churn = churn;
        this.seed = seed;
        this.progress = progress;
    }

    /** Why there can be no value model, or empty where there can. */
    public Optional<String> obstacle() {
        if (!set.schema().context().log().carried().contains(EventKind.PURCHASE)) {
            return Optional.of("the log carries no purchases, so nobody has a value");
        }
        return set.labelled().eligibleRows().isEmpty() && carried().isEmpty()
                ? Optional.of("no eligible user has a closed outcome window, so no value can be learned")
                : Optional.empty();
    }

    /** One candidate judged. */
    @SuppressWarnings("ArrayRecordComponent") // Columns over rows, never compared.
    private record Judged(ValueRecipe recipe, boolean asItStands, double[] chosenBy, double[] reported) {}

    /** The model; call only where there is no {@link #obstacle}. */
    public ValueModel train() {
        Rows rows = set.labelled().eligibleRows();
        if (rows.isEmpty()) {
            return carried(
                    carried().orElseThrow(), List.of(), "nothing: no window has closed", ValueInterval.unknown());
        }
        Split split = Split.of(rows, set.plan().rung());
        List<Judged> judged = new ArrayList<>();
        List<ValueCandidate> obstructed = new ArrayList<>();
        for (NaiveValue rule : NaiveValue.all(set.plan().learned().horizonDays())) {
            judged.add(new Judged(
                    rule, true, inUnits(rule.asItStands(split.choose())), inUnits(rule.asItStands(split.report()))));
        }
        for (ValueRecipe recipe : recipes()) {
            Optional<String> obstacle = recipe.obstacle(seenBy(recipe, split.learn()));
            if (obstacle.isPresent()) {
                obstructed.add(new ValueCandidate(
                        recipe.id(),
                        recipe.isNaive(),
                        false,
                        recipe.description(),
                        obstacle.get(),
                        null,
                        null,
                        null,
                        null));
            } else {
                progress.accept("value candidate " + recipe.id());
                judged.add(judge(recipe, split));
            }
        }
        return chosen(rows, split, judged, obstructed);
    }

    private List<ValueRecipe> recipes() {
        List<ValueRecipe> recipes =
                new ArrayList<>(NaiveValue.all(set.plan().learned().horizonDays()));
        recipes.add(new NbdValue(set, set.plan().learned()));
        recipes.addAll(List.of(LearnedValue.values()));
        return recipes;
    }

    private Judged judge(ValueRecipe recipe, Split split) {
        if (!split.temporal()) {
            double[] predicted = levelled(
                    split.choose(), stay(split.choose(), churn.backtested()), outOfFold(recipe, split.learn()));
            return new Judged(recipe, false, predicted, predicted);
        }
        Learned learned = fit(recipe, split.learn());
        double[] choose = times(
                stay(split.choose(), churn.backtested()),
                learned.predict(split.choose().features()));
        double[] report = times(
                stay(split.report(), churn.backtested()),
                learned.predict(split.report().features()));
        double level = level(split.choose(), choose);
        return new Judged(recipe, false, scaled(choose, level), scaled(report, level));
    }

    private double[] levelled(Rows rows, double[] stay, double[] ifRetained) {
        double[] predicted = times(stay, ifRetained);
        return scaled(predicted, level(rows, predicted));
    }

    private ValueModel chosen(Rows rows, Split split, List<Judged> judged, List<ValueCandidate> obstructed) {
        Judged floor = best(split, judged, true, true);
        Judged publishable = best(split, judged, true, false);
        Optional<Judged> learned = judged.stream().anyMatch(one -> !one.recipe().isNaive())
                ? Optional.of(best(split, judged, false, false))
                : Optional.empty();
        boolean beaten = learned.isPresent() && gap(split, learned.get(), floor).isBelowZero();
        Judged champion = beaten ? learned.get() : publishable;
        List<ValueCandidate> candidates = new ArrayList<>();
        judged.forEach(one -> candidates.add(candidate(split, one, floor)));
        candidates.addAll(obstructed);
        Optional<PurchaseProcess> process = carried();
        if (process.isPresent()) {
            ValueInterval interval = ValueInterval.of(champion.chosenBy(), amounts(split.choose()))
                    .times((double) set.plan().served().horizonDays()
                            / set.plan().learned().horizonDays());
            return carried(process.get(), candidates, split.sentence(), interval);
        }
        progress.accept("value champion " + champion.recipe().id() + ", refitted on " + rows.size() + " rows");
        String verdict = beaten
                ? champion.recipe().id() + " beats " + floor.recipe().id()
                        + ", the naive rule that did best where the choice was made"
                : "no learned model beats the naive rule " + floor.recipe().id() + " beyond chance, so "
                        + champion.recipe().id() + " is used, calibrated";
        return refitted(rows, split, champion, candidates, verdict + laterPeriod(split, champion, candidates));
    }

    /** Says so where, on the later period, a naive rule other than the champion did better. */
    private static String laterPeriod(Split split, Judged champion, List<ValueCandidate> candidates) {
        if (!split.temporal()) {
            return "";
        }
        double own = candidates.stream()
                .filter(one ->
                        !one.asItStands() && one.id().equals(champion.recipe().id()))
                .mapToDouble(one -> one.judged().rmse())
                .findFirst()
                .orElse(Double.NaN);
        return candidates.stream()
                .filter(one ->
                        one.naive() && one.judged() != null && one.judged().rmse() < own)
                .min(Comparator.comparingDouble(one -> one.judged().rmse()))
                .map(one -> "; on the later period it is judged on, the naive rule " + one.id() + " does better")
                .orElse("");
    }

    private ValueModel refitted(
            Rows rows, Split split, Judged champion, List<ValueCandidate> candidates, String verdict) {
        Rows lastYear = set.oneYearBefore(rows);
        boolean seasonSeen = lastYear.size() >= 200;
        double[] held = times(stay(rows, churn.heldOut()), outOfFold(champion.recipe(), rows));
        Rows levelRows = seasonSeen ? lastYear : rows.newest();
        double level = level(levelRows, pick(rows, held, levelRows));
        Learned learned = fit(champion.recipe(), rows);
        double[] predicted = scaled(held, level);
        return new ValueModel(
                champion.recipe().id(),
                champion.recipe().isNaive(),
                Numbers.scaled(learned, level, 0),
                new Occasions(set, seed).fit(retained(rows)),
                purchases(rows).flatMap(this::alive),
                ValueInterval.of(predicted, amounts(rows)),
                learned,
                candidates,
                split.sentence(),
                Decile.of(
                        champion.reported(),
                        amounts(split.report()),
                        split.report().weights()),
                coverage(split, champion),
                verdict,
                notes(seasonSeen),
                1 / level,
                spread(rows, predicted));
    }

    /** Without a closed window of the full horizon: the NBD family and Gamma-Gamma at that horizon, if they speak. */
    private Optional<PurchaseProcess> carried() {
        boolean closed = set.plan().rung() == Rung.THREE_PERIODS || set.plan().rung() == Rung.CROSS_FITTED;
        Rows all = set.current().all();
        if (closed || all.isEmpty() || PurchaseProcess.obstacle(set, all).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(PurchaseProcess.fit(all))
                .filter(process -> process.spend().isPresent());
    }

    /** The model of a process at the full horizon, its interval that of the shorter one, to scale. */
    private ValueModel carried(
            PurchaseProcess process, List<ValueCandidate> candidates, String judgedOn, ValueInterval interval) {
        Learned ifRetained = new NbdValue(set, set.plan().served()).of(process);
        return new ValueModel(
                "nbd:gamma_gamma",
                true,
                ifRetained,
                process.occasionsIfAny(set.plan().served()),
                alive(process),
                interval,
                ifRetained,
                candidates,
                judgedOn,
                List.of(),
                new ValueInterval.Coverage(Double.NaN, Double.NaN, Double.NaN),
                "no window of the full horizon has closed, so the NBD family and Gamma-Gamma carry the level",
                List.of(
                        "horizon_extrapolated",
                        process.choice().chosen().verdict().message()),
                Double.NaN,
                spread(set.labelled().where(row -> false), new double[0]));
    }

    /** The purchase process of today's users, where purchases are all that staying means. */
    private Optional<PurchaseProcess> purchases(Rows rows) {
        Rows now = set.current().size() > 0 ? set.current().all() : rows;
        return PurchaseProcess.obstacle(set, now).isPresent()
                ? Optional.empty()
                : Optional.of(PurchaseProcess.fit(now));
    }

    private Optional<Learned> alive(PurchaseProcess process) {
        return process.aliveIdentified() ? Optional.of(process.alive(set.plan().served())) : Optional.empty();
    }

    private static List<String> notes(boolean seasonSeen) {
        return List.of(
                seasonSeen
                        ? "total calibrated on the window one year before the as-of"
                        : "season unseen: the total is calibrated on the latest closed window");
    }

    /** Coverage on users that the interval was not learned from: another period, or another half of the users. */
    private ValueInterval.Coverage coverage(Split split, Judged champion) {
        if (split.temporal()) {
            return ValueInterval.of(champion.chosenBy(), amounts(split.choose()))
                    .coverage(champion.reported(), amounts(split.report()));
        }
        Rows rows = split.choose();
        int[] half = rows.folds(2, seed ^ 0xc0ffee);
        Rows one = rows.where(i -> half[i] == 0);
        Rows other = rows.where(i -> half[i] == 1);
        return ValueInterval.of(pick(rows, champion.chosenBy(), one), amounts(one))
                .coverage(pick(rows, champion.chosenBy(), other), amounts(other));
    }

    private Judged best(Split split, List<Judged> judged, boolean naive, boolean anyForm) {
        return judged.stream()
                .filter(one -> one.recipe().isNaive() == naive && (anyForm || !one.asItStands()))
                .min(Comparator.comparingDouble(
                        one -> metrics(split.choose(), one.chosenBy()).rmse()))
                .orElseThrow();
    }

    private ValueCandidate candidate(Split split, Judged one, Judged floor) {
        return new ValueCandidate(
                one.recipe().id(),
                one.recipe().isNaive(),
                one.asItStands(),
                one.recipe().description(),
                "",
                metrics(split.choose(), one.chosenBy()),
                metrics(split.report(), one.reported()),
                new ClusterBootstrap(split.report().users(), split.report().weights(), seed)
                        .mean(squares(split.report(), one.reported())),
                gap(split, one, floor));
    }

    private ClusterBootstrap.Interval gap(Split split, Judged one, Judged floor) {
        return new ClusterBootstrap(split.choose().users(), split.choose().weights(), seed)
                .difference(squares(split.choose(), one.chosenBy()), squares(split.choose(), floor.chosenBy()));
    }

    private ValueMetrics metrics(Rows rows, double[] predicted) {
        return ValueMetrics.of(predicted, amounts(rows), rows.weights());
    }

    private double[] squares(Rows rows, double[] predicted) {
        return rows.of(i -> {
            double error = predicted[i] - amount(rows, i);
            return error * error;
        });
    }

    /** Value if retained of each row by a model that did not see its user. */
    private double[] outOfFold(ValueRecipe recipe, Rows rows) {
        int[] folds = rows.folds(3, seed);
        double[] values = new double[rows.size()];
        for (int fold = 0; fold < 3; fold++) {
            int held = fold;
            Rows rest = rows.where(i -> folds[i] != held);
            Learned learned = fit(recipe, retained(rest).isEmpty() ? rows : rest);
            double[] out = learned.predict(rows.where(i -> folds[i] == held).features());
            int next = 0;
            for (int i = 0; i < folds.length; i++) {
                values[i] = folds[i] == held ? out[next++] : values[i];
            }
        }
        return values;
    }

    private Learned fit(ValueRecipe recipe, Rows rows) {
        Rows seen = seenBy(recipe, rows);
        return seen.isEmpty() ? Numbers.constant(0) : recipe.fit(seen, i -> amount(seen, i), seed);
    }

    private static Rows seenBy(ValueRecipe recipe, Rows rows) {
        return recipe.learnsFromEverybody() ? rows : retained(rows);
    }

    private static Rows retained(Rows rows) {
        return rows.where(i -> rows.churned(i) == 0);
    }

    private double amount(Rows rows, int i) {
        return rows.valueMinor(i) * set.valuePerMinor();
    }

    private double[] amounts(Rows rows) {
        return rows.of(i -> amount(rows, i));
    }

    /** Spend as features show it, in the unit of value: margin and discount applied. */
    private double[] inUnits(double[] spend) {
        return scaled(spend, set.schema().value().margin() * set.discount());
    }

    /** Actual over predicted total, the factor that makes the totals equal; 1 where either is nothing. */
    private double level(Rows rows, double[] predicted) {
        double[] weights = rows.weights();
        double actual = 0;
        double total = 0;
        for (int i = 0; i < predicted.length; i++) {
            actual += weights[i] * amount(rows, i);
            total += weights[i] * predicted[i];
        }
        return actual > 0 && total > 0 ? actual / total : 1;
    }

    private static double[] stay(Rows rows, double[] churnOfLabelled) {
        return rows.of(i -> 1 - churnOfLabelled[rows.row(i)]);
    }

    private static double[] times(double[] a, double[] b) {
        double[] product = new double[a.length];
        Arrays.setAll(product, i -> a[i] * b[i]);
        return product;
    }

    private static double[] scaled(double[] values, double factor) {
        return Arrays.stream(values).map(value -> value * factor).toArray();
    }

    private static double[] pick(Rows rows, double[] values, Rows wanted) {
        double[] all = new double[rows.data().size()];
        for (int i = 0; i < rows.size(); i++) {
            all[rows.row(i)] = values[i];
        }
        return wanted.of(i -> all[wanted.row(i)]);
    }

    /** Values of some rows at their places among all labelled rows, NaN elsewhere. */
    private static double[] spread(Rows rows, double[] values) {
        double[] all = new double[rows.data().size()];
        Arrays.fill(all, Double.NaN);
        for (int i = 0; i < values.length; i++) {
            all[rows.row(i)] = values[i];
        }
        return all;
    }
}
