package io.perennial.training.family;

import io.perennial.scoring.nbd.PurchaseHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table with one row a user: {@code id} (or the number of the row), {@code x} days with a purchase after the first,
 * {@code t_x} the age at the last of them, {@code T} the age now, {@code mean_basket} of the repeats where it is known, and
 * columns that may be covariates.
 */
final class RfmTable {

    private RfmTable() {}

    /**
     * Reads the table.
     *
     * @param covariates columns of numbers
     * @param unit       what t_x and T count
     */
    static Buyers read(Path file, List<String> covariates, TimeUnit unit) throws IOException {
        CsvRows rows = CsvRows.read(file);
        List<Buyer> buyers = new ArrayList<>();
        Map<String, Integer> rowOf = new HashMap<>();
        double longest = 0;
        for (int row = 0; row < rows.size(); row++) {
            Buyer buyer = buyer(rows, row, covariates, unit);
            Integer earlier = rowOf.putIfAbsent(buyer.id(), row);
            if (earlier != null) {
                throw new IllegalArgumentException(rows.where(row) + " is of id '" + buyer.id() + "' as record "
                        + (earlier + 1) + " is; a table holds one row a user");
            }
            longest = Math.max(longest, buyer.history().age());
            buyers.add(buyer);
        }
        return new Buyers(buyers, "", (int) longest, covariates);
    }

    private static Buyer buyer(CsvRows rows, int row, List<String> covariates, TimeUnit unit) {
        boolean spends =
                rows.has("mean_basket") && !rows.text(row, "mean_basket").isBlank();
        String id = rows.has("id") ? rows.text(row, "id") : "";
        try {
            return new Buyer(
                    id.isBlank() ? Integer.toString(row + 1) : id,
                    history(
                            rows.whole(row, "x"),
                            rows.number(row, "t_x") * unit.days(),
                            rows.number(row, "T") * unit.days()),
                    spends ? rows.number(row, "mean_basket") : Double.NaN,
                    List.of(),
                    covariates.stream().map(name -> rows.number(row, name)).toList());
        } catch (IllegalArgumentException e) {
            throw e.getMessage().startsWith("record") || e.getMessage().contains("has no column")
                    ? e
                    : new IllegalArgumentException(rows.where(row) + ": " + e.getMessage(), e);
        }
    }

    /** Of whole users, whom a history of averages need not be of: a last repeat is there exactly where repeats are. */
    private static PurchaseHistory history(int repeats, double lastRepeat, double age) {
        if ((repeats == 0) != (lastRepeat == 0)) {
            throw new IllegalArgumentException("x = " + repeats + " with t_x = " + lastRepeat
                    + " days is no history: t_x is the time from the first to the last day with a purchase, 0 exactly where"
                    + " nobody came again (x = 0); the time since the last purchase is T - t_x");
        }
        return new PurchaseHistory(repeats, lastRepeat, age);
    }
}
