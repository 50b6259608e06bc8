package io.perennial.training.backtest;

import io.perennial.features.outcome.ValueHorizons;
import io.perennial.features.time.OutcomeWindow;
import io.perennial.scoring.model.Outputs;
import io.perennial.scoring.score.Outlook;
import io.perennial.training.backtest.Family.Kind;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TestPeriod;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.PurchaseProcess;
import io.perennial.training.learner.Served;
import io.perennial.training.value.Refunds;
import io.perennial.training.value.ValueEntrant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the value model says beside the expected value of the outcome window, next to what happened: the value over other
 * horizons where those are over, and medians.
 *
 * @param period  the past day
 * @param rows    the users of that day
 * @param people  who they are
 * @param process the NBD family and Gamma-Gamma, where they speak
 */
record OutlookCases(TestPeriod period, Rows rows, List<Person> people, Optional<PurchaseProcess> process) {

    /** The targets that can be judged. */
    Map<Target, Cases> of(Served ltv) {
        Map<Target, Cases> cases = new EnumMap<>(Target.class);
        for (int days : ValueHorizons.DAYS) {
            if (days != set().plan().served().horizonDays() && isClosed(days) && ltv.has(Outlook.ltv(days))) {
                cases.put(Target.ofValue(days), horizon(days, ltv));
            }
        }
        if (ltv.has(Outlook.LTV_MEDIAN)) {
            cases.put(Target.VALUE_MEDIAN, valueMedian(ltv));
        }
        if (ltv.has(Outlook.PURCHASES_MEDIAN)) {
            cases.put(Target.PURCHASES_MEDIAN, purchasesMedian(ltv));
        }
        return cases;
    }

    private TrainingSet set() {
        return period.set();
    }

    private boolean isClosed(int days) {
        return !rows.isEmpty() && rows.data().horizonsMinor()[rows.row(0)].length > ValueHorizons.DAYS.indexOf(days);
    }

    private Cases horizon(int days, Served ltv) {
        OutcomeWindow served = set().plan().served();
        OutcomeWindow window = new OutcomeWindow(served.gapDays(), days);
        double unit = set().schema().value().margin() * set().discount(window);
        double minor = unit / set().schema().context().log().minorPerMajor();
        double share = (double) days / served.horizonDays();
        int at = ValueHorizons.DAYS.indexOf(days);
        double[] value = ltv.column(Outputs.LTV);
        List<Family> families = new ArrayList<>();
        families.add(Family.of(Family.CHAMPION, Kind.CHAMPION, ltv.column(Outlook.ltv(days))));
        families.add(Family.of("ltv:in_proportion", Kind.LEARNED, rows.of(i -> share * value[i])));
        process.filter(nbd -> nbd.spend().isPresent())
                .ifPresent(
                        nbd -> families.add(Family.of(Family.NBD, Kind.NBD, value(nbd, rows, window, unit * kept()))));
        families.add(Family.of(
                "naive:last_period",
                Kind.NAIVE,
                rows.of(i -> share * minor * period.lastPeriod().valueMinor()[rows.row(i)])));
        ValueEntrant rate = ValueEntrant.yearRate(days, unit);
        families.add(Family.of(rate.id(), Kind.NAIVE, rate.values().of(rows, new double[rows.size()])));
        double[] actual = rows.of(i -> minor * rows.data().horizonsMinor()[rows.row(i)][at]);
        return new Cases(Target.ofValue(days), people, actual, families);
    }

    private double kept() {
        return Refunds.seen(set(), rows).kept();
    }

    /** The value that a purchase process expects over a window, money before refunds times a unit. */
    static double[] value(PurchaseProcess nbd, Rows rows, OutcomeWindow window, double unit) {
        double[] spend = nbd.spendOn(nbd.expected(window)).predict(rows.features());
        return rows.of(i -> spend[i] * unit);
    }

    private Cases valueMedian(Served ltv) {
        double unit = set().valuePerMinor();
        return medians(
                Target.VALUE_MEDIAN,
                ltv.column(Outlook.LTV_MEDIAN),
                ltv.column(Outputs.LTV),
                rows.of(i -> unit * period.lastPeriod().valueMinor()[rows.row(i)]),
                set().values(rows));
    }

    private Cases purchasesMedian(Served ltv) {
        return medians(
                Target.PURCHASES_MEDIAN,
                ltv.column(Outlook.PURCHASES_MEDIAN),
                ltv.column(Outputs.EXPECTED_PURCHASES),
                rows.of(i -> period.lastPeriod().occasions()[rows.row(i)]),
                rows.of(rows::occasions));
    }

    /** The mean stands among them to show what absolute error makes of a mean. */
    private Cases medians(Target target, double[] median, double[] mean, double[] last, double[] actual) {
        return new Cases(
                target,
                people,
                actual,
                List.of(
                        Family.of(Family.CHAMPION, Kind.CHAMPION, median),
                        Family.of("champion:mean", Kind.LEARNED, mean),
                        Family.of("naive:zero", Kind.NAIVE, new double[rows.size()]),
                        Family.of("naive:last_period", Kind.NAIVE, last)));
    }
}
