package io.perennial.training.learner;

import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The NBD family fitted to rows of one training set: churn, purchases and value ask for the same fits one after another,
 * and each is made once. Safe for several threads: at worst two of them make the same.
 */
public final class PurchaseFits {

    /** Beside those of the days to learn from: today's, of the folds of churn and of value, of the rows of a choice. */
    private static final int OTHERS = 10;

    private final TrainingSet set;
    private final int kept;
    private final Deque<Fit> fits = new ConcurrentLinkedDeque<>();

    /** Fits to rows of a training set, none made yet. */
    public PurchaseFits(TrainingSet set) {
        this.set = set;
        this.kept =
                OTHERS + (int) Arrays.stream(set.labelled().asOfs()).distinct().count();
    }

    /** A process and everybody it was fitted to. */
    private record Fit(Rows everybody, PurchaseProcess process) {}

    /** Why the family says nothing of churn here, or empty where it does. */
    public Optional<String> obstacle(Rows rows) {
        return PurchaseProcess.obstacle(set, rows);
    }

    /** The process of {@link PurchaseProcess#fit}. */
    public PurchaseProcess of(Rows rows) {
        Rows everybody = rows.everybody();
        return fits.stream()
                .filter(fit -> fit.everybody().isSame(everybody))
                .findFirst()
                .map(Fit::process)
                .orElseGet(() -> made(rows, everybody));
    }

    /**
     * The process as of a day that some rows are of, fitted to everybody visible on it, held out or not, since no outcome
     * is read; the {@link #newest} where nobody had bought by then.
     */
    public PurchaseProcess asOf(Rows rows, int day) {
        int[] asOfs = rows.data().asOfs();
        return speaking(rows.data().where(row -> asOfs[row] == day))
                .or(this::newest)
                .orElseThrow();
    }

    private PurchaseProcess made(Rows rows, Rows everybody) {
        Fit fit = new Fit(everybody, PurchaseProcess.fit(rows));
        fits.addFirst(fit);
        if (fits.size() > kept) {
            fits.pollLast();
        }
        return fit.process();
    }

    /** The process of the users scores speak for; empty where there are none or the family says nothing. */
    public Optional<PurchaseProcess> today() {
        return speaking(set.current().all());
    }

    /** The same, or of the newest rows to learn from where scores speak for nobody. */
    public Optional<PurchaseProcess> newest() {
        return set.current().size() > 0 ? today() : speaking(set.labelled().all());
    }

    private Optional<PurchaseProcess> speaking(Rows rows) {
        return rows.isEmpty() || obstacle(rows).isPresent() ? Optional.empty() : Optional.of(of(rows));
    }
}
