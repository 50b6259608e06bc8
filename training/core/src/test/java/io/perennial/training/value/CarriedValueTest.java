package io.perennial.training.value;

import static io.perennial.training.evaluation.Totals.times;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureContext;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.ValueRule;
import io.perennial.features.time.LearningPlan.Rung;
import io.perennial.scoring.score.Outlook;
import io.perennial.training.Company;
import io.perennial.training.Outcomes;
import io.perennial.training.churn.ChurnModel;
import io.perennial.training.churn.ChurnTrainer;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.LedgerSnapshots;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.learner.PurchaseFits;
import io.perennial.training.learner.PurchaseProcess;
import io.perennial.training.learner.Served;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Value over a window longer than any that closed: half of it what users spend anyway, only where that is better. */
final class CarriedValueTest {

    private static final TrainingSet SET = Company.shop(300, 200, 150).set();
    private static ChurnModel churn;

    /** A shop whose log tells of refunds, and its value: where nobody had any, and where three tenths came back. */
    private static TrainingSet shop;

    private static ValueModel gross;
    private static ValueModel net;

    /** Not where the class is initialised: the threads that learn would wait for it. */
    @BeforeAll
    static void learn() {
        churn = new ChurnTrainer(SET, 1, what -> {}).train();
        Company company = Company.shop(300, 200, 150);
        FeatureSchema schema = withRefunds(company.schema());
        List<UserLedger> refunded =
                company.ledgers().stream().map(CarriedValueTest::refunded).toList();
        shop = LedgerSnapshots.cut(schema, company.ledgers(), company.asOf());
        ChurnModel leaving = new ChurnTrainer(shop, 1, what -> {}).train();
        gross = unjudged(shop, leaving);
        net = unjudged(LedgerSnapshots.cut(schema, refunded, company.asOf()), leaving);
    }

    @Test
    void who_spends_as_in_the_last_year_is_valued_by_it_at_the_total_of_the_family() {
        assertEquals(Rung.EXTRAPOLATED, SET.plan().rung());
        TrainingSet steady = paying(SET);
        ValueModel with = train(steady);
        assertTrue(
                with.chosen().notes().toString().contains("last year's rate of spend, better"),
                with.chosen().notes().toString());
        PurchaseFits fits = new PurchaseFits(steady);
        Purchases purchases = new PurchaseTrainer(steady, churn, fits, 1).train();
        ValueModel family =
                CarriedValue.of(steady, churn, fits, 1).orElseThrow().unjudged(purchases);
        assertEquals(1, total(with) / total(family), 1e-9);
        Rows now = SET.current().eligibleRows();
        double[] half = with.ifRetained().predict(now.features());
        double[] alone = family.ifRetained().predict(now.features());
        double[] spend = now.of(i -> now.features(i)[now.data().column("spend_365")]);
        assertTrue(correlation(half, spend) > correlation(alone, spend), "half of it is what was spent");
    }

    @Test
    void what_users_were_given_back_is_no_value() {
        double[][] users = shop.current().eligibleRows().features();
        assertEquals(
                0.7,
                sum(net.ifRetained().predict(users)) / sum(gross.ifRetained().predict(users)),
                1e-3,
                "of all amounts three tenths came back");
        String notes = net.chosen().notes().toString();
        assertTrue(notes.contains("of what users spend 30.0 % is taken off"), notes);
    }

    @Test
    void an_interval_drawn_alike_is_held_against_what_users_kept() {
        assertEquals(
                held(gross),
                held(net),
                1,
                "where three tenths of every amount come back, the interval is three tenths lower as well");
    }

    private static double held(ValueModel model) {
        String notes = model.chosen().notes().toString();
        return Double.parseDouble(notes.replaceAll(".*one drawn alike held (\\d+\\.\\d) %.*", "$1"));
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    private static FeatureSchema withRefunds(FeatureSchema schema) {
        LogDefinition log = schema.context().log();
        Set<EventKind> carried = Set.of(EventKind.PURCHASE, EventKind.REFUND);
        return new FeatureSchema(
                new FeatureContext(
                        new LogDefinition(log.zone(), log.currency(), carried),
                        schema.context().churn()),
                schema.window(),
                schema.value());
    }

    private static UserLedger refunded(UserLedger user) {
        return new UserLedger(
                user.user(),
                user.days().stream()
                        .map(day -> day.plus(back(day.day(), day.spendMinor() * 3 / 10)))
                        .toList());
    }

    private static LedgerDay back(int day, long minor) {
        return new LedgerDay(day, new int[EventKind.COUNT], 0, minor, 0, 0, 0, new int[0], new int[0]);
    }

    private static ValueModel unjudged(TrainingSet set, ChurnModel leaving) {
        PurchaseFits fits = new PurchaseFits(set);
        Purchases purchases = new PurchaseTrainer(set, leaving, fits, 1).train();
        return CarriedValue.of(set, leaving, fits, 1).orElseThrow().unjudged(purchases);
    }

    @Test
    void nobody_who_stays_is_worth_less_than_nothing() {
        ValueModel model = train(SET);
        double[] worth = model.ifRetained().predict(SET.current().eligibleRows().features());
        assertTrue(Arrays.stream(worth).allMatch(value -> value >= 0 && Double.isFinite(value)));
    }

    @Test
    void medians_lie_within_the_interval_and_who_leaves_for_sure_has_none() {
        Rows now = SET.current().eligibleRows();
        double[] leaving = churn.probability().predict(now.features());
        ValueModel model = train(SET);
        Served served = Served.of(model::addTo, now, leaving);
        double[] low = served.column("ltv_low");
        double[] median = served.column(Outlook.LTV_MEDIAN);
        double[] high = served.column("ltv_high");
        for (int i = 0; i < now.size(); i++) {
            assertTrue(low[i] <= median[i] + 1e-9 && median[i] <= high[i], now.user(i));
        }
        assertTrue(Arrays.stream(median).anyMatch(value -> value > 0));
        double[] sure = new double[now.size()];
        Arrays.fill(sure, 1);
        double[] gone = Served.of(model::addTo, now, sure).column(Outlook.LTV_MEDIAN);
        assertTrue(Arrays.stream(gone).allMatch(value -> value == 0));
    }

    @Test
    void where_staying_is_more_than_buying_the_total_is_that_of_the_longer_window() {
        TrainingSet visits = Company.shop(300, 200, 150)
                .carrying(Set.of(EventKind.VISIT, EventKind.PURCHASE))
                .set();
        ChurnModel churn = new ChurnTrainer(visits, 1, what -> {}).train();
        PurchaseFits fits = new PurchaseFits(visits);
        assertTrue(CarriedValue.of(visits, churn, fits, 1).isEmpty(), "the family does not speak of who visits");
        ValueModel model = new ValueTrainer(visits, churn, fits, 1, what -> {}).train();
        Longer longer = Longer.of(visits, churn, fits);
        TrainingSet dear = discounted(visits);
        assertEquals(
                longer.growth(),
                Longer.of(dear, churn, new PurchaseFits(dear)).growth(),
                1e-12,
                "value is discounted once, where rows are valued; occasions are not at all");
        double days = 150.0 / visits.plan().learned().horizonDays();
        assertTrue(longer.growth() > 1.2 && longer.growth() <= days + 1e-9, longer.growth() + " of " + days);
        Rows rows = visits.labelled().eligibleRows();
        double[] worth = times(longer.stay(rows), model.ifRetained().predict(rows.features()));
        double said = Arrays.stream(times(rows.weights(), worth)).sum();
        double came = Arrays.stream(times(rows.weights(), visits.values(rows))).sum();
        assertEquals(longer.growth(), said / came, 0.2 * longer.growth());
    }

    private static TrainingSet discounted(TrainingSet set) {
        FeatureSchema schema = set.schema();
        return new TrainingSet(
                new FeatureSchema(schema.context(), schema.window(), new ValueRule(1, 1, ValueRule.Refunds.SUBTRACT)),
                set.plan(),
                set.labelled(),
                set.current());
    }

    @Test
    void the_interval_is_drawn_for_the_window_served_and_says_how_one_did_on_a_shorter() {
        ValueModel model = train(SET);
        Rows now = SET.current().eligibleRows();
        PurchaseProcess process = new PurchaseFits(SET).today().orElseThrow();
        DrawnInterval.Said said = new DrawnInterval.Said(
                churn.probability().predict(now.features()), model.ifRetained().predict(now.features()));
        assertEquals(new DrawnInterval(process, SET.plan().served(), 1).of(now, said), model.interval());
        String notes = model.chosen().notes().toString();
        assertTrue(notes.matches(".*one drawn alike held \\d+\\.\\d % of the users of the newest.*"), notes);
    }

    private static ValueModel train(TrainingSet set) {
        return new ValueTrainer(set, churn, new PurchaseFits(set), 1, what -> {}).train();
    }

    private static double correlation(double[] one, double[] other) {
        return new PearsonsCorrelation().correlation(one, other);
    }

    /** Whoever stays pays a tenth of the last year's spend. */
    private static TrainingSet paying(TrainingSet set) {
        LabelledSnapshots rows = set.labelled();
        int spend = rows.column("spend_365");
        long[] paid = new long[rows.size()];
        Arrays.setAll(paid, i -> rows.active()[i] ? Math.round(10 * rows.features()[i][spend]) : 0);
        return new TrainingSet(
                set.schema(), set.plan(), Outcomes.of(rows, rows.active(), rows.occasions(), paid), set.current());
    }

    private static double total(ValueModel model) {
        Rows now = SET.current().eligibleRows();
        double[] leaving = churn.probability().predict(now.features());
        double[] worth = model.ifRetained().predict(now.features());
        return Arrays.stream(now.of(i -> (1 - leaving[i]) * worth[i])).sum();
    }
}
