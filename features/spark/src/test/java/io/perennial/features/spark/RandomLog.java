package io.perennial.features.spark;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A small seeded shop log with purchases, refunds, visits and outreach. */
public final class RandomLog {

    /** The header line. */
    public static final String HEADER = "who,at,what,amount,seconds,item";

    /** How it becomes events. */
    public static final String MAPPING = """
            [log]
            format = "csv"
            user = "who"
            time = { column = "at", pattern = "yyyy-MM-dd HH:mm:ss", zone = "Europe/London" }
            currency = "GBP"
            [[event]]
            kind = "purchase"
            when = "what = 'buy'"
            amount = "amount"
            item = "item"
            [[event]]
            kind = "refund"
            when = "what = 'return'"
            amount = "amount"
            [[event]]
            kind = "visit"
            when = "what = 'visit'"
            duration = "seconds"
            channel = "item"
            [[event]]
            kind = "touch"
            when = "what = 'mail'"
            campaign = "item"
            [churn]
            active = ["purchase", "visit"]
            """;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final LocalDateTime FIRST = LocalDateTime.of(2020, 1, 1, 0, 0);

    private RandomLog() {}

    /** Data lines in the order of their making, which is no order of time. */
    public static List<String> lines(long seed, int users, int days) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            int span = 1 + random.nextInt(days);
            int events = 1 + random.nextInt(60);
            for (int i = 0; i < events; i++) {
                lines.add(line("u" + user, random.nextInt(span), random));
            }
        }
        lines.add(line("always", 0, random));
        lines.add(line("always", days - 1, random));
        return lines;
    }

    private static String line(String user, int day, Random random) {
        String at = FIRST.plusDays(day).plusSeconds(random.nextInt(86_400)).format(TIME);
        String item = "i" + random.nextInt(9);
        return switch (random.nextInt(8)) {
            case 0 -> user + "," + at + ",return," + random.nextInt(20) + ".5,," + item;
            case 1 -> user + "," + at + ",mail,,," + item;
            case 2, 3, 4 -> user + "," + at + ",visit,," + random.nextInt(4_000) + "," + item;
            default -> user + "," + at + ",buy," + random.nextInt(90) + "." + (10 + random.nextInt(90)) + ",," + item;
        };
    }

    /** Whether a line's local time is before a day. */
    public static boolean isBefore(String line, String day) {
        return line.split(",", -1)[1].compareTo(day) < 0;
    }
}
