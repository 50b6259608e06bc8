package io.perennial.training.learner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.perennial.features.event.EventKind;
import io.perennial.training.Company;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Fits that several trainers ask for. */
class PurchaseFitsTest {

    private static final Company SHOP = Company.shop(120, 200, 60);

    private final TrainingSet set = SHOP.set();
    private final Rows eligible = set.labelled().eligibleRows();
    private final PurchaseFits fits = new PurchaseFits(set);

    @Test
    void everybody_is_fitted_to_once_whoever_of_them_asks() {
        PurchaseProcess first = fits.of(eligible);
        assertEquals(PurchaseProcess.fit(eligible), first);
        assertSame(first, fits.of(eligible.everybody()));
        assertSame(
                first,
                fits.of(eligible.where(
                        i -> eligible.asOf(i) == eligible.newest().asOf(0))));
        assertSame(fits.today().orElseThrow(), fits.of(set.current().all()));
        assertNotSame(first, fits.today().orElseThrow());
    }

    @Test
    void who_is_held_out_or_another_day_asks_for_another_fit() {
        PurchaseProcess first = fits.of(eligible);
        Rows rest = eligible.without(eligible.where(i -> i % 3 == 0));
        assertNotSame(first, fits.of(rest));
        assertEquals(PurchaseProcess.fit(rest), fits.of(rest));
        int newest = eligible.newest().asOf(0);
        Rows before = eligible.where(i -> eligible.asOf(i) < newest);
        assertEquals(PurchaseProcess.fit(before), fits.of(before));
    }

    @Test
    void nothing_is_said_of_who_stays_by_more_than_buying() {
        TrainingSet visits =
                SHOP.carrying(Set.of(EventKind.VISIT, EventKind.PURCHASE)).set();
        assertEquals(Optional.empty(), new PurchaseFits(visits).today());
    }
}
