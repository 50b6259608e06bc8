package io.perennial.training.family;

import io.perennial.scoring.nbd.PurchaseHistory;
import io.perennial.training.data.PurchaseLedger;
import io.perennial.training.nbd.NbdData;
import io.perennial.training.nbd.SpendData;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Everybody with a purchase.
 *
 * @param all        the users
 * @param asOf       the day it speaks for, ISO; empty where a table does not say
 * @param logDays    days from the log's first to its last visible day
 * @param covariates their names
 */
record Buyers(List<Buyer> all, String asOf, int logDays, List<String> covariates) {

    Buyers {
        all = List.copyOf(all);
        covariates = List.copyOf(covariates);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("nobody has a purchase before the as-of; the NBD family needs buyers");
        }
    }

    /** From the purchases of a ledger: a day with any is one occasion. */
    static Buyers of(PurchaseLedger ledger) {
        int last = Math.toIntExact(ledger.asOf().toEpochDay()) - 1;
        List<Buyer> buyers = new ArrayList<>();
        ledger.users().forEach((user, days) -> buyers.add(buyer(user, days, last)));
        int logDays = last - Math.toIntExact(ledger.firstDay().toEpochDay());
        return new Buyers(buyers, ledger.asOf().toString(), logDays, List.of());
    }

    private static Buyer buyer(String user, SortedMap<Integer, Double> days, int last) {
        List<Double> gaps = new ArrayList<>();
        double spent = 0;
        int before = days.firstKey();
        for (var day : days.tailMap(before + 1).entrySet()) {
            gaps.add((double) (day.getKey() - before));
            spent += day.getValue();
            before = day.getKey();
        }
        int first = days.firstKey();
        PurchaseHistory history = new PurchaseHistory(gaps.size(), (double) before - first, (double) last - first);
        return new Buyer(user, history, gaps.isEmpty() ? Double.NaN : spent / gaps.size(), gaps, List.of());
    }

    NbdData histories() {
        return NbdData.of(all.stream().map(Buyer::history).toList());
    }

    SpendData baskets() {
        return SpendData.of(
                all.stream().mapToDouble(buyer -> buyer.history().repeats()).toArray(),
                all.stream().mapToDouble(Buyer::meanBasket).toArray());
    }

    List<double[]> gaps() {
        return all.stream()
                .map(buyer ->
                        buyer.gaps().stream().mapToDouble(Double::doubleValue).toArray())
                .toList();
    }

    /** The user of an id. */
    Buyer buyer(String id) {
        return all.stream()
                .filter(buyer -> buyer.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no user '" + id + "' has a purchase before the as-of; ids are those of the log"));
    }
}
