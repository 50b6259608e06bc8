package io.perennial.training.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.Outcome;
import io.perennial.features.outcome.ValueHorizons;
import io.perennial.features.time.OutcomeWindow;
import io.perennial.training.Company;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.LedgerSnapshots;
import io.perennial.training.data.TestPeriod;
import io.perennial.training.data.TrainingSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A back-test of an invented company, in memory. */
final class ForecasterTest {

    private static final int HORIZON = 60;

    @Test
    void every_family_speaks_of_the_same_people_and_the_champion_as_it_would_be_served() {
        Company company = Company.shop(220, 260, HORIZON);
        int asOf = company.asOf() - HORIZON;
        TestPeriod period = period(company, asOf);
        Forecast forecast = new Forecaster(period, List.of()).forecast(1, what -> {});
        assertTrue(forecast.cases()
                .keySet()
                .containsAll(List.of(
                        Target.CHURN,
                        Target.PURCHASES,
                        Target.VALUE,
                        Target.VALUE_30,
                        Target.VALUE_MEDIAN,
                        Target.PURCHASES_MEDIAN)));
        assertFalse(forecast.cases().containsKey(Target.VALUE_90), "90 days are not over");
        for (Cases cases : forecast.cases().values()) {
            for (Family family : cases.families()) {
                assertEquals(cases.size(), family.prediction().length, cases.target() + " " + family.id());
                assertTrue(
                        Arrays.stream(family.prediction()).allMatch(value -> value >= 0 && Double.isFinite(value)),
                        cases.target() + " " + family.id());
            }
        }
        for (Target target : List.of(Target.PURCHASES, Target.VALUE)) {
            assertTrue(forecast.cases().get(target).family("naive:all_visible").isPresent(), target.id());
        }
        Cases churn = forecast.cases().get(Target.CHURN);
        for (String id : List.of("champion", "nbd", "naive:hiatus", "naive:silence", "logistic", "xgboost")) {
            assertTrue(churn.family(id).isPresent(), id);
        }
        Family champion = churn.family("champion").orElseThrow();
        String served = forecast.champions().get("churn");
        Family same =
                churn.family(served.equals("nbd") ? "nbd:calibrated" : served).orElseThrow();
        for (int i = 0; i < churn.size(); i++) {
            assertEquals(same.prediction()[i], champion.prediction()[i], 1e-12, served);
            assertTrue(champion.low()[i] <= champion.prediction()[i] && champion.prediction()[i] <= champion.high()[i]);
        }
        Curves curves = forecast.curves().orElseThrow();
        assertEquals(churn.where(Person::eligible).size(), curves.intervals().length);
        assertEquals(
                "[champion, constant_rate, nbd, naive:observed]",
                curves.families().keySet().toString());
        Cases calibrators = forecast.calibrators().orElseThrow();
        assertEquals(
                List.of("champion", "platt", "beta", "isotonic", "venn_abers"),
                calibrators.families().stream().map(Family::id).toList());
        Cases studied = new Studies(period, 1, what -> {}).study(churn);
        assertEquals(
                churn.family("xgboost").orElseThrow().prediction()[0],
                studied.family(Studies.WHOLE).orElseThrow().prediction()[0],
                0);
        assertTrue(studied.family("without:silence").isPresent());
    }

    @Test
    void nothing_is_hidden_from_a_level_that_the_family_carries() {
        Company company = Company.shop(300, 170, HORIZON);
        TestPeriod period = period(company, company.asOf() - HORIZON);
        assertFalse(period.set().plan().isServedWindowClosed(), "the level is carried");
        Cases churn = new Cases(Target.CHURN, List.of(), new double[0], List.of());
        Cases studied = new Studies(period, 1, what -> {}).study(churn);
        assertTrue(studied.families().stream().noneMatch(family -> family.id().startsWith("without:")));
        assertTrue(studied.family(Studies.WHOLE).isPresent());
    }

    private static TestPeriod period(Company company, int asOf) {
        FeatureSchema schema = company.schema();
        TrainingSet set = LedgerSnapshots.cut(schema, company.ledgers(), asOf);
        Map<String, UserLedger> ledgers = new HashMap<>();
        company.ledgers().forEach(ledger -> ledgers.put(ledger.user(), ledger));
        LabelledSnapshots now = set.current();
        List<Outcome> after = outcomes(now, ledgers, schema, asOf, schema.window());
        boolean[] active = new boolean[now.size()];
        for (int i = 0; i < active.length; i++) {
            active[i] = after.get(i).active();
        }
        LabelledSnapshots actual = new LabelledSnapshots(
                now.featureIds(),
                now.users(),
                now.asOfs(),
                List.of(),
                now.eligible(),
                now.features(),
                now.sequences(),
                active,
                after.stream().mapToInt(Outcome::occasions).toArray(),
                after.stream().mapToLong(Outcome::valueMinor).toArray(),
                new long[now.size()][],
                after.stream()
                        .mapToDouble(outcome -> outcome.firstActiveDay().orElse(-1))
                        .map(day -> day < 0 ? Double.NaN : day)
                        .toArray(),
                now.users().stream()
                        .map(user -> ValueHorizons.closed(ledgers.get(user), asOf, 0, asOf + HORIZON, schema.value()))
                        .toArray(long[][]::new));
        List<Outcome> before = outcomes(now, ledgers, schema, asOf - HORIZON, new OutcomeWindow(0, HORIZON));
        TestPeriod.Past past = new TestPeriod.Past(
                new boolean[now.size()],
                before.stream().mapToInt(Outcome::occasions).toArray(),
                before.stream().mapToLong(Outcome::valueMinor).toArray());
        return new TestPeriod(set, actual, past, Optional.empty());
    }

    private static List<Outcome> outcomes(
            LabelledSnapshots rows,
            Map<String, UserLedger> ledgers,
            FeatureSchema schema,
            int day,
            OutcomeWindow window) {
        return rows.users().stream()
                .map(user -> Outcome.read(
                        ledgers.get(user), day, window, schema.context().churn(), schema.value()))
                .toList();
    }
}
