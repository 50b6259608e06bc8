package io.perennial.training.backtest;

import io.perennial.features.time.OutcomeWindow;
import io.perennial.scoring.model.Outputs;
import io.perennial.training.backtest.Family.Kind;
import io.perennial.training.churn.CalibratorTrial;
import io.perennial.training.churn.ChurnModel;
import io.perennial.training.churn.ChurnRecipe;
import io.perennial.training.churn.ChurnTrainer;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TestPeriod;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.evaluation.Chosen;
import io.perennial.training.evaluation.Slices;
import io.perennial.training.learner.PurchaseFits;
import io.perennial.training.learner.PurchaseProcess;
import io.perennial.training.learner.Served;
import io.perennial.training.trend.TrendTrainer;
import io.perennial.training.value.Refunds;
import io.perennial.training.value.ValueEntrant;
import io.perennial.training.value.ValueTrainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Learns as of one past day exactly as {@code train} would have, in memory, and says what every family foretold of
 * everybody ever active before it. Nothing that happened on or after the day is read before all have spoken.
 */
final class Forecaster {

    private final TestPeriod period;
    private final List<ChurnRecipe> fitted;
    private final TrainingSet set;
    private final Rows rows;
    private final OutcomeWindow window;
    private final List<Person> people;
    private final PurchaseFits fits;
    private final Optional<PurchaseProcess> process;
    private final Map<String, String> champions = new LinkedHashMap<>();
    private final Map<String, List<String>> verdicts = new LinkedHashMap<>();

    /**
     * A forecaster of one past day.
     *
     * @param fitted churn candidates that another process fitted to what was visible then
     */
    Forecaster(TestPeriod period, List<ChurnRecipe> fitted) {
        this.period = period;
        this.fitted = fitted;
        this.set = period.set();
        int silence = period.actual().column("silence_days");
        this.rows = period.actual().where(row -> !Double.isNaN(period.actual().features()[row][silence]));
        this.window = set.plan().served();
        this.fits = new PurchaseFits(set);
        // It learns from no outcome, so it is fitted to everybody visible.
        this.process = fits.today();
        Slices slices = new Slices(rows, set.schema().context());
        this.people = IntStream.range(0, rows.size())
                .mapToObj(i ->
                        new Person(rows.user(i), rows.asOf(i), period.actual().eligible()[rows.row(i)], slices.of(i)))
                .toList();
    }

    /**
     * The forecast.
     *
     * @param seed     as of {@code train}
     * @param progress told what is being done
     */
    Forecast forecast(long seed, Consumer<String> progress) {
        ChurnTrainer.LineUp churn = new ChurnTrainer(set, fitted, fits, seed, progress).lineUp();
        ChurnModel champion = churn.model();
        note("churn", champion.chosen());
        Served risk = Served.of(champion::addTo, rows, new double[0]);
        Map<Target, Cases> cases = new EnumMap<>(Target.class);
        cases.put(Target.CHURN, churnCases(churn, risk));
        Optional<Cases> calibrators = churn.trial().map(trial -> calibrated(risk, trial));
        Optional<Curves> curves =
                champion.timing().map(known -> new CurveForecast(set, rows).of(people, risk, process));
        ValueTrainer trainer = new ValueTrainer(set, champion, fits, seed, progress);
        Optional<String> obstacle = trainer.obstacle();
        obstacle.ifPresent(why -> verdicts.put("ltv", List.of(why)));
        if (obstacle.isPresent()) {
            Alarms alarms = Alarms.of(rows, new double[rows.size()]);
            return new Forecast(period, cases, alarms, Optional.empty(), calibrators, curves, champions, verdicts);
        }
        Served ltv = value(trainer.lineUp(), risk, seed, progress, cases);
        Alarms alarms = Alarms.of(rows, ltv.column(Outputs.VALUE_IF_RETAINED));
        return new Forecast(period, cases, alarms, Optional.empty(), calibrators, curves, champions, verdicts);
    }

    /** Adds the cases of purchases, value and trend, and tells what of value is served. */
    private Served value(
            ValueTrainer.LineUp value, Served risk, long seed, Consumer<String> progress, Map<Target, Cases> cases) {
        note("ltv", value.model().chosen());
        value.anything()
                .ifPresent(any -> cases.computeIfPresent(
                        Target.CHURN,
                        (target, told) -> told.with(Family.of(
                                "ziln:zero_inflation",
                                Kind.LEARNED,
                                Arrays.stream(any.predict(rows.features()))
                                        .map(chance -> 1 - chance)
                                        .toArray()))));
        double[] p = risk.column(Outputs.CHURN_PROBABILITY);
        Served ltv = Served.of(value.model()::addTo, rows, p);
        cases.put(Target.PURCHASES, purchaseCases(ltv));
        cases.put(Target.VALUE, valueCases(value, ltv, p));
        cases.putAll(new OutlookCases(period, rows, people, process).of(ltv));
        trend(new TrendTrainer(set, value.model().heldOut(), seed, progress).lineUp(), ltv, cases);
        return ltv;
    }

    private void trend(TrendTrainer.LineUp trend, Served ltv, Map<Target, Cases> cases) {
        note("trend", trend.model().chosen());
        if (!rows.isEmpty() && rows.data().blocksMinor()[rows.row(0)] != null) {
            TrendCases trends = new TrendCases(rows, people, ltv.column(Outputs.LTV));
            double unit =
                    set.schema().value().margin() / set.schema().context().log().minorPerMajor();
            Cases blocks = trends.of(trend, unit);
            cases.put(Target.TREND, blocks);
            cases.put(Target.TREND_TOTAL, trends.totals(trend, blocks));
        }
    }

    private void note(String model, Chosen chosen) {
        champions.put(model, chosen.family());
        List<String> sentences = new ArrayList<>(List.of(chosen.verdict()));
        sentences.addAll(chosen.notes());
        verdicts.put(model, List.copyOf(sentences));
    }

    private static Family champion(Served risk) {
        return new Family(
                Family.CHAMPION,
                Kind.CHAMPION,
                risk.column(Outputs.CHURN_PROBABILITY),
                risk.column(Outputs.CHURN_LOW),
                risk.column(Outputs.CHURN_HIGH));
    }

    /** What is served beside what other calibrators make of its score. */
    private Cases calibrated(Served risk, CalibratorTrial trial) {
        List<Family> families = new ArrayList<>(List.of(champion(risk)));
        trial.probabilities(rows).forEach((id, said) -> families.add(Family.of(id, Kind.LEARNED, said)));
        double[][] pairs = trial.pairs(rows);
        families.add(new Family(
                CalibratorTrial.VENN_ABERS,
                Kind.LEARNED,
                Arrays.stream(pairs).mapToDouble(CalibratorTrial::merged).toArray(),
                Arrays.stream(pairs).mapToDouble(pair -> pair[0]).toArray(),
                Arrays.stream(pairs).mapToDouble(pair -> pair[1]).toArray()));
        return new Cases(Target.CHURN, people, rows.churned(), families);
    }

    private Cases churnCases(ChurnTrainer.LineUp churn, Served risk) {
        List<Family> families = new ArrayList<>(List.of(champion(risk)));
        for (ChurnTrainer.Entrant entrant : churn.entrants()) {
            boolean isNbd = entrant.id().equals(Family.NBD);
            families.add(Family.of(
                    isNbd ? "nbd:calibrated" : entrant.id(),
                    isNbd ? Kind.NBD : entrant.naive() ? Kind.NAIVE : Kind.LEARNED,
                    entrant.probability().predict(rows.features())));
        }
        addMembers(families, nbd -> nbd.churn(window).predict(rows.features()));
        return new Cases(Target.CHURN, people, rows.churned(), families);
    }

    /** What the member that the data support says under the family's name, the others under their own. */
    private void addMembers(List<Family> families, Function<PurchaseProcess, double[]> says) {
        process.ifPresent(nbd -> {
            families.add(Family.of(Family.NBD, Kind.NBD, says.apply(nbd)));
            for (PurchaseProcess rival : nbd.rivals()) {
                String member = rival.choice().chosen().family().name().toLowerCase(Locale.ROOT);
                families.add(Family.of("nbd:" + member, Kind.NBD, says.apply(rival)));
            }
        });
    }

    private Cases purchaseCases(Served ltv) {
        List<Family> families = new ArrayList<>();
        families.add(Family.of(Family.CHAMPION, Kind.CHAMPION, ltv.column(Outputs.EXPECTED_PURCHASES)));
        addMembers(families, this::expected);
        int occasions = rows.data().column("purchase_occasions");
        int tenure = rows.data().column("purchase_tenure_days");
        families.add(Family.of("naive:zero", Kind.NAIVE, new double[rows.size()]));
        families.add(Family.of("naive:last_period", Kind.NAIVE, rows.of(i -> period.lastPeriod()
                .occasions()[rows.row(i)])));
        period.lastYear()
                .ifPresent(past -> families.add(
                        Family.of("naive:last_year", Kind.NAIVE, rows.of(i -> past.occasions()[rows.row(i)]))));
        families.add(Family.of("naive:all_visible", Kind.NAIVE, rows.of(i -> {
            double ever = rows.features(i)[occasions];
            return Double.isNaN(ever) ? 0 : ever;
        })));
        families.add(Family.of("naive:rate", Kind.NAIVE, rows.of(i -> {
            double repeats = rows.features(i)[occasions] - 1;
            double days = rows.features(i)[tenure];
            return repeats > 0 && days > 0 ? repeats / days * window.horizonDays() : 0;
        })));
        return new Cases(Target.PURCHASES, people, rows.of(rows::occasions), families);
    }

    private double[] expected(PurchaseProcess nbd) {
        return nbd.expected(window).predict(rows.features());
    }

    private double[] value(PurchaseProcess nbd) {
        return OutlookCases.value(
                nbd, rows, window, set.valuePerMajor() * Refunds.seen(set, rows).kept());
    }

    private Cases valueCases(ValueTrainer.LineUp value, Served ltv, double[] churn) {
        List<Family> families = new ArrayList<>();
        families.add(new Family(
                Family.CHAMPION,
                Kind.CHAMPION,
                ltv.column(Outputs.LTV),
                ltv.column(Outputs.LTV_LOW),
                ltv.column(Outputs.LTV_HIGH)));
        if (process.filter(nbd -> nbd.spend().isPresent()).isPresent()) {
            addMembers(families, this::value);
        }
        double unit = set.valuePerMinor();
        families.add(Family.of(
                "naive:last_period",
                Kind.NAIVE,
                rows.of(i -> unit * period.lastPeriod().valueMinor()[rows.row(i)])));
        period.lastYear()
                .ifPresent(past -> families.add(
                        Family.of("naive:last_year", Kind.NAIVE, rows.of(i -> unit * past.valueMinor()[rows.row(i)]))));
        for (ValueEntrant entrant : value.entrants()) {
            Kind kind = entrant.id().startsWith(Family.NBD) ? Kind.NBD : entrant.naive() ? Kind.NAIVE : Kind.LEARNED;
            families.add(Family.of(id(entrant), kind, entrant.values().of(rows, churn)));
        }
        return new Cases(Target.VALUE, people, set.values(rows), families);
    }

    /** A rule of thumb keeps its own name; with a churn model in front and a level it is another. */
    private static String id(ValueEntrant entrant) {
        return entrant.naive() && !entrant.asItStands() ? entrant.id() + ":calibrated" : entrant.id();
    }
}
