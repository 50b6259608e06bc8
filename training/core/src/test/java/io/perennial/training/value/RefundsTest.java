package io.perennial.training.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureContext;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.ledger.UserLedger;
import io.perennial.features.outcome.ValueRule;
import io.perennial.training.Company;
import io.perennial.training.data.LedgerSnapshots;
import io.perennial.training.data.TrainingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** What refunds leave of spend. */
final class RefundsTest {

    private static final Company SHOP = Company.shop(300, 200, 60);

    @Test
    void what_everybody_is_given_back_is_not_kept() {
        assertEquals(1, kept(SHOP.ledgers(), ValueRule.Refunds.SUBTRACT));
        List<UserLedger> users = SHOP.ledgers().stream()
                .map(user -> withRefunds(user, day -> day.spendMinor() / 5))
                .toList();
        assertEquals(0.8, kept(users, ValueRule.Refunds.SUBTRACT), 1e-3);
        assertEquals(1, kept(users, ValueRule.Refunds.IGNORE), "the mapping leaves refunds out");
    }

    @Test
    void one_large_order_that_came_back_does_not_speak_for_everybody() {
        List<UserLedger> users = SHOP.ledgers();
        UserLedger first = users.get(0);
        LedgerDay large = new LedgerDay(
                first.days().get(0).day(),
                new int[EventKind.COUNT],
                1L << 40,
                1L << 40,
                0,
                0,
                0,
                new int[0],
                new int[0]);
        List<UserLedger> others = users.subList(1, users.size());
        List<UserLedger> all = new ArrayList<>(others);
        all.add(0, first.plus(List.of(large)));
        assertEquals(1, kept(all, ValueRule.Refunds.SUBTRACT), 0.02);
    }

    @Test
    void who_was_given_back_more_than_was_spent_takes_nothing_from_others() {
        List<UserLedger> users = SHOP.ledgers().stream()
                .map(user -> user.user().endsWith("0") ? withRefunds(user, day -> 3 * day.spendMinor()) : user)
                .toList();
        assertEquals(0.9, kept(users, ValueRule.Refunds.SUBTRACT), 0.05);
    }

    private static UserLedger withRefunds(UserLedger user, ToLongFunction<LedgerDay> back) {
        return user.plus(user.days().stream()
                .map(day -> new LedgerDay(
                        day.day(), new int[EventKind.COUNT], 0, back.applyAsLong(day), 0, 0, 0, new int[0], new int[0]))
                .toList());
    }

    private static double kept(List<UserLedger> users, ValueRule.Refunds rule) {
        FeatureSchema shop = SHOP.schema();
        LogDefinition log = shop.context().log();
        FeatureContext context = new FeatureContext(
                new LogDefinition(log.zone(), log.currency(), Set.of(EventKind.PURCHASE, EventKind.REFUND)),
                shop.context().churn());
        ValueRule value = new ValueRule(shop.value().margin(), shop.value().discountAnnual(), rule);
        TrainingSet set = LedgerSnapshots.cut(new FeatureSchema(context, shop.window(), value), users, SHOP.asOf());
        return Refunds.seen(set, set.current().eligibleRows()).kept();
    }
}
