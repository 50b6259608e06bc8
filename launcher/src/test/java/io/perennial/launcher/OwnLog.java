package io.perennial.launcher;

import java.time.LocalDate;
import java.util.SplittableRandom;

/** A small shop's order log and the mapping that goes with it. */
final class OwnLog {

    static final String MAPPING = """
            [log]
            format   = "csv"
            user     = "customer"
            time     = { column = "day", pattern = "yyyy-MM-dd", zone = "UTC" }
            currency = "EUR"

            [[event]]
            kind   = "purchase"
            amount = "total"

            [churn]
            active = ["purchase"]
            """;

    private static final LocalDate START = LocalDate.of(2025, 1, 1);

    private OwnLog() {}

    /** Orders of users who each come back at a pace of their own and some of whom stop. */
    static String csv(int users, int days) {
        SplittableRandom random = new SplittableRandom(7);
        StringBuilder csv = new StringBuilder("customer,day,total\n");
        for (int user = 0; user < users; user++) {
            int pace = random.nextInt(5, 40);
            int end = random.nextBoolean() ? days : random.nextInt(30, days);
            // Everybody's first order comes well before any as-of, so that everybody is scored.
            for (int day = random.nextInt(20); day < end; day += 1 + random.nextInt(2 * pace)) {
                csv.append("c")
                        .append(user)
                        .append(',')
                        .append(START.plusDays(day))
                        .append(',');
                csv.append(random.nextInt(500, 9000) / 100.0).append('\n');
            }
        }
        csv.append("c0,").append(START.plusDays(days)).append(",10.00\n");
        return csv.toString();
    }
}
