package io.perennial.simulator;

import io.perennial.simulator.life.Life;
import io.perennial.simulator.life.Truth;
import io.perennial.simulator.log.CompanyLogs;
import io.perennial.simulator.log.LogCounts;
import io.perennial.simulator.log.Mess;
import io.perennial.simulator.log.ShardLogs;
import io.perennial.simulator.log.UserTables;
import io.perennial.simulator.world.Calendar;
import io.perennial.simulator.world.CampaignPlan;
import io.perennial.simulator.world.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * A whole simulation: users in shards, each lived day by day and written to its own files, so that memory does not grow
 * with the number of users and every file is in the order of its days.
 *
 * <p>The same simulation writes the same rows on every machine and Java version, and the same bytes on one Java version
 * (compressed bytes are zlib's).
 *
 * @param users how many users there are in all, positive
 * @param days  how many days the logs cover, positive
 * @param last  the last day of the logs
 * @param seed  what everything random follows from
 * @param mess  how untidy the logs are
 */
public record Simulation(int users, int days, LocalDate last, long seed, Mess mess) {

    /** Users simulated together; their state is what memory holds. */
    static final int SHARD = 2_000;

    private static final int MOST_USERS = 100_000_000;
    private static final int MOST_DAYS = 10_000;

    public Simulation {
        check("users", users, MOST_USERS);
        check("days", days, MOST_DAYS);
    }

    /**
     * Writes logs, aliases, truth and mappings, and when those are whole, {@code simulation.json}.
     *
     * @param folder   where to; made where it is not there
     * @param progress told the number of users done, from time to time
     * @return what was written, by log
     */
    public Map<String, LogCounts> write(Path folder, IntConsumer progress) throws IOException {
        Files.createDirectories(folder);
        Calendar calendar = new Calendar(last, days, Truth.BEYOND);
        CompanyLogs logs = new CompanyLogs(folder, calendar, mess, seed);
        CampaignPlan plan = new CampaignPlan(seed, days);
        Users drawn = new Users(seed, days);
        logs.clear();
        try (UserTables tables = new UserTables(folder, calendar)) {
            for (int from = 0; from < users; from += SHARD) {
                int to = Math.min(users, from + SHARD);
                try (ShardLogs shard = logs.open(from / SHARD)) {
                    List<Life> lives = new ArrayList<>(to - from);
                    for (int user = from; user < to; user++) {
                        lives.add(new Life(drawn.user(user), seed, calendar, plan, shard));
                    }
                    live(lives);
                    for (Life life : lives) {
                        tables.write(Truth.of(life, calendar));
                    }
                }
                progress.accept(to);
            }
        }
        logs.writeMappings();
        logs.writeSummary(settings(calendar));
        return logs.counts();
    }

    private void live(List<Life> lives) {
        for (int day = 0; day < days; day++) {
            for (Life life : lives) {
                life.live(day);
            }
        }
    }

    private String settings(Calendar calendar) {
        return "\"users\": " + users + ", \"days\": " + days + ", \"seed\": " + seed + ", \"first_day\": \""
                + calendar.date(0) + "\", \"last_day\": \"" + last + "\"";
    }

    private static void check(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", not 1 to " + most);
        }
    }
}
