package io.perennial.http.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.ledger.LedgerDay;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.TinyCompany;
import io.perennial.http.TinyCompany.Batch;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.Scorer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who was merged with another user, or erased, between two loads neither churned nor left. */
class MergedUsersTest {

    private static final int USERS = 60;
    private static final LocalDate LATER = TinyCompany.AS_OF.plusDays(150);

    @TempDir
    Path root;

    /** What is counted of a later load after that of the company. */
    private Survey survey(String name, List<UserLedger> later, Map<String, String> aliases) {
        Path folder = root.resolve(name);
        Scorer scorer = TinyCompany.served(folder).requireScorer();
        Registry registry = Registry.at(folder);
        TinyCompany.publishPopulation(registry, scorer, root.resolve(name + " before"), USERS);
        TinyCompany.publishPopulation(
                registry, scorer, root.resolve(name + " later"), new Batch(LATER, "later", later, aliases));
        return SurveyedCompany.survey(registry);
    }

    @Test
    void they_are_neither_among_those_who_churned_nor_among_those_who_left() {
        List<UserLedger> everybody = TinyCompany.ledgers(USERS);
        List<UserLedger> newest = everybody.stream()
                .sorted(Comparator.comparingDouble(MergedUsersTest::silence))
                .limit(3)
                .toList();
        UserLedger alias = newest.get(0);
        UserLedger kept = newest.get(1);
        UserLedger erased = newest.get(2);
        assertTrue(silence(erased) < 25, "they must still be eligible later");
        List<UserLedger> apart = new ArrayList<>();
        List<UserLedger> merged = new ArrayList<>();
        for (UserLedger ledger : everybody) {
            apart.add(ledger.user().equals(kept.user()) ? buying(ledger, List.of()) : ledger);
            if (!ledger.user().equals(alias.user()) && !ledger.user().equals(erased.user())) {
                merged.add(ledger.user().equals(kept.user()) ? buying(ledger, alias.days()) : ledger);
            }
        }
        Survey plain = survey("plain", apart, Map.of());
        Survey told = survey("told", merged, Map.of(alias.user(), kept.user()));

        ContactEffect.Group before = plain.past().orElseThrow().eligible().mayAct();
        ContactEffect.Group now = told.past().orElseThrow().eligible().mayAct();
        assertEquals(before.users() - 1, now.users(), "all but who was erased");
        assertEquals(before.churned() - 2, now.churned(), "the alias bought under the other id");
        Change change = told.change().orElseThrow();
        assertEquals(plain.change().orElseThrow().users().left(), change.users().left());
        assertEquals(
                change.after() - change.before(),
                change.joined() - change.left() + change.risk() + change.value(),
                1e-9 * (change.after() + change.before()));
    }

    private static double silence(UserLedger ledger) {
        double silence = TinyCompany.vector(ledger)[FeatureCatalogue.index("silence_days")];
        return Double.isNaN(silence) ? Double.MAX_VALUE : silence;
    }

    /** Them with these days too and a purchase in the outcome window. */
    private static UserLedger buying(UserLedger ledger, List<LedgerDay> others) {
        int[] counts = new int[EventKind.COUNT];
        counts[EventKind.PURCHASE.index()] = 1;
        int day = (int) TinyCompany.AS_OF.toEpochDay() + 20;
        LedgerDay purchase = new LedgerDay(day, counts, 2_500, 0, 60, 0, 0, new int[0], new int[0]);
        return UserLedger.merge(
                ledger.user(),
                Stream.of(ledger.days(), others, List.of(purchase))
                        .flatMap(List::stream)
                        .toList());
    }
}
