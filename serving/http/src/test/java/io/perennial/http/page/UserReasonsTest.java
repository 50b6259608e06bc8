package io.perennial.http.page;

import static io.perennial.http.RunningServer.encoded;
import static io.perennial.http.RunningServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.ledger.UserLedger;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.scoring.registry.Registry;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page of a user gives as reasons is so in the data, worked out here anew. */
class UserReasonsTest {

    private static final int USERS = 40;
    private static final int LEAST_PEERS = 50;
    private static final int MONTH = 4;
    private static final int DAYS = 30;
    private static final Pattern REASON =
            Pattern.compile("<tr data-code=\"RC-([A-Z0-9_]+)-(?:UP|DOWN)\">(.*?)</tr>", Pattern.DOTALL);

    @TempDir
    Path root;

    private static String path(UserLedger user) {
        return "/users/" + encoded(user.user());
    }

    @Test
    void the_median_and_the_share_below_are_those_of_users_of_like_tenure_and_spend() throws Exception {
        List<double[]> everybody = TinyCompany.ledgers(TinyCompany.REFERENCES).stream()
                .map(TinyCompany::vector)
                .toList();
        int compared = 0;
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            for (UserLedger user : TinyCompany.ledgers(USERS)) {
                Matcher reasons = REASON.matcher(server.get(path(user)).body());
                while (reasons.find()) {
                    int feature = FeatureCatalogue.index(reasons.group(1).toLowerCase(Locale.ROOT));
                    double[] own = TinyCompany.vector(user);
                    double[] peers = peers(everybody, own).stream()
                            .mapToDouble(row -> row[feature])
                            .filter(value -> !Double.isNaN(value))
                            .sorted()
                            .toArray();
                    List<Double> shown = PageNumbers.values(reasons.group(2));
                    String said = user.user() + ": " + reasons.group();
                    assertEquals(own[feature], shown.get(1), 1e-9, said);
                    assertEquals(median(peers), shown.get(2), 1e-9, said);
                    double below = (double) Arrays.stream(peers)
                                    .filter(value -> value < own[feature])
                                    .count()
                            / peers.length;
                    // Between values that are kept the model knows shares to a hundredth.
                    assertEquals(below, shown.get(3), 0.01, said);
                    compared++;
                }
            }
        }
        assertTrue(compared > 30, compared + " reasons");
    }

    /** Those of the same band of tenure and third of spend; of the same band where they are few; else everybody. */
    private static List<double[]> peers(List<double[]> everybody, double[] own) {
        int spend = FeatureCatalogue.index("spend_lifetime");
        double[] spenders = everybody.stream()
                .mapToDouble(row -> row[spend])
                .filter(value -> value > 0)
                .sorted()
                .toArray();
        double lower = spenders[spenders.length / 3];
        double upper = spenders[2 * spenders.length / 3];
        Predicate<double[]> likeTenure = row -> band(row) == band(own);
        Predicate<double[]> likeBoth =
                likeTenure.and(row -> third(row[spend], lower, upper) == third(own[spend], lower, upper));
        List<double[]> nearest = everybody.stream().filter(likeBoth).toList();
        List<double[]> wider = everybody.stream().filter(likeTenure).toList();
        return nearest.size() >= LEAST_PEERS ? nearest : wider.size() >= LEAST_PEERS ? wider : everybody;
    }

    private static int band(double[] row) {
        double tenure = row[FeatureCatalogue.index("tenure_days")];
        return !(tenure >= 90) ? 0 : tenure < 365 ? 1 : 2;
    }

    private static int third(double spend, double lower, double upper) {
        return !(spend > 0) ? 0 : spend < lower ? 1 : spend < upper ? 2 : 3;
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    @Test
    void an_effect_planted_in_the_fourth_month_is_told_of_the_fourth_month_alone() throws Exception {
        LocalDate from = TinyCompany.AS_OF.minusDays(MONTH * DAYS);
        try (RunningServer server = RunningServer.ofTinyCompany(root, USERS)) {
            TinyCompany.publish(
                    Registry.at(root.resolve("registry")),
                    "trend",
                    TinyCompany.trendOfBlock(MONTH),
                    TinyCompany.SCHEMA);
            server.server().refresh();
            int spenders = 0;
            for (UserLedger user : TinyCompany.ledgers(USERS)) {
                JsonNode score = json(server.get("/v1" + path(user) + "/score"));
                double planted = planted(user, from);
                if (!score.at("/score/trend_m1").isNumber() || planted == 0) {
                    continue;
                }
                String html = server.get(path(user)).body();
                assertMonth(new PageNumbers(html), html, from, planted);
                spenders++;
            }
            assertTrue(spenders > 3, spenders + " users spent in that month");
        }
    }

    /** What the six months to come owe to the planted one: the logarithm of its spend, a hundredth of it each month. */
    private static double planted(UserLedger user, LocalDate from) {
        double spend = user.days().stream()
                .filter(day -> day.day() >= from.toEpochDay() && day.day() < from.toEpochDay() + DAYS)
                .mapToDouble(day -> day.spendMinor() / 100.0)
                .sum();
        return 6 * 0.01 * Math.log1p(spend);
    }

    private static void assertMonth(PageNumbers page, String html, LocalDate from, double planted) {
        Matcher rows = Pattern.compile("<tr><td>([^<]*)</td><td><data value=\"([^\"]+)\"")
                .matcher(page.part("months", "figure"));
        double told = 0;
        double others = 0;
        int months = 0;
        while (rows.find()) {
            String day = rows.group(1).replace("from ", "");
            if (day.equals(from.toString())) {
                told = Double.parseDouble(rows.group(2));
            } else if (day.matches("\\d{4}-\\d{2}-\\d{2}")) {
                others += Math.abs(Double.parseDouble(rows.group(2)));
                months++;
            }
        }
        assertEquals(planted, told, 1e-9, page.part("months", "figure"));
        assertEquals(0, others, 1e-9, "what other months are said to have brought");
        assertEquals(8, months, "seven other months of their own, and all older ones as one");
        String said = from + " to " + from.plusDays(DAYS - 1) + " bent it most";
        assertTrue(html.contains(said), "the page does not say: " + said);
    }
}
