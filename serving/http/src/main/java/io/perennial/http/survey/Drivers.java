package io.perennial.http.survey;

import io.perennial.http.survey.Change.Driver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The users of whom something grew most; ties are in the order of ids. */
final class Drivers {

    private static final int MOST = 20;

    private final PriorityQueue<Driver> kept = new PriorityQueue<>(
            Comparator.comparingDouble(Driver::growth).thenComparing(Driver::user, Comparator.reverseOrder()));

    /** A user of whom it grew; anybody else drove nothing. */
    void add(Driver driver) {
        if (driver.growth() > 0) {
            kept.add(driver);
        }
        if (kept.size() > MOST) {
            kept.poll();
        }
    }

    /** The one of whom it grew most first. */
    List<Driver> falling() {
        List<Driver> falling = new ArrayList<>(kept);
        falling.sort(
                Comparator.comparingDouble((Driver driver) -> -driver.growth()).thenComparingInt(Driver::user));
        return falling;
    }
}
