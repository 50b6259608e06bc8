package io.perennial.features.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.perennial.features.time.EventDays.Span;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which days are a log's: wrong dates are none of them, and what honest logs hold always is. */
final class EventDaysTest {

    private static final int FIRST = day("2024-01-01");

    /** What one user did: the days in their order. */
    private record User(List<Integer> days) {}

    @Test
    void a_row_of_1970_or_far_ahead_is_outside_the_span_of_a_log_of_any_length() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int length = 30 + random.nextInt(1_000);
            List<User> users = shop(random, 110 + random.nextInt(200), length);
            Span honest = counts(users).span();
            users.add(new User(List.of(day("1970-01-01"))));
            users.add(new User(List.of(honest.last() + 3_652)));
            users.add(new User(List.of(day("2099-12-31"))));
            assertEquals(honest, counts(users).span(), "seed " + seed);
        }
    }

    @Test
    void many_rows_without_a_time_are_outside_as_one_is() {
        List<User> users = shop(new Random(1), 1_000, 200);
        Span honest = counts(users).span();
        for (int i = 0; i < 50; i++) {
            users.add(new User(List.of(0)));
        }
        assertEquals(honest, counts(users).span());
    }

    @Test
    void a_default_date_that_every_seventh_user_has_is_outside_and_hides_no_wrong_date_at_the_other_end() {
        for (int dates = 1; dates <= 2; dates++) {
            List<User> users = shop(new Random(6), 2_000, 1_826);
            Span honest = counts(users).span();
            for (int user = 0; user < users.size(); user += 7) {
                List<Integer> days = new ArrayList<>(List.of(user % dates));
                days.addAll(users.get(user).days());
                users.set(user, new User(days));
            }
            users.add(new User(List.of(honest.last() + 4_000)));
            assertEquals(honest, counts(users).span(), dates + " dates");
        }
    }

    @Test
    void a_default_date_that_has_most_of_the_user_days_decides_nothing() {
        for (String date : List.of("1970-01-01", "2099-12-31")) {
            for (int extra : new int[] {0, 1, 10_000}) {
                List<User> users = shop(new Random(7), 500, 900);
                Span honest = counts(users).span();
                List<User> all = new ArrayList<>();
                for (User user : users) {
                    List<Integer> days = new ArrayList<>(user.days());
                    days.add(day(date));
                    Collections.sort(days);
                    all.add(new User(days));
                }
                all.addAll(Collections.nCopies(extra, new User(List.of(day(date)))));
                assertEquals(honest, counts(all).span(), extra + " more on " + date);
                int early = honest.first() + 40;
                assertEquals(
                        counts(users).span(early), counts(all).span(early), extra + " more on " + date + ", early");
            }
        }
    }

    @Test
    void two_default_dates_less_than_ten_years_apart_decide_nothing_either() {
        List<User> users = shop(new Random(9), 500, 900);
        Span honest = counts(users).span();
        List<User> all = new ArrayList<>();
        for (User user : users) {
            List<Integer> days = new ArrayList<>(user.days());
            days.add(0, day(all.size() < 20 ? "1979-12-31" : "1970-01-01"));
            all.add(new User(days));
        }
        assertEquals(honest, counts(all).span());
    }

    @Test
    void stray_rows_of_some_dates_do_not_stand_for_a_log_of_one_or_two() {
        for (int stray : new int[] {1, 2, 3, 4, 6}) {
            List<User> users = new ArrayList<>();
            for (int user = 0; user < 8_000; user++) {
                users.add(new User(List.of(FIRST, FIRST + 1)));
            }
            for (int date = 0; date < stray; date++) {
                users.add(new User(List.of(date)));
            }
            assertEquals(new Span(FIRST, FIRST + 1), counts(users).span(), stray + " dates of 1970");
        }
    }

    @Test
    void a_log_of_nothing_but_a_date_and_its_neighbour_is_these() {
        assertEquals(
                new Span(0, 1),
                counts(List.of(new User(List.of(0)), new User(List.of(1)))).span());
    }

    @Test
    void fairs_of_one_day_far_apart_lose_no_day_however_many_come() {
        for (int every : new int[] {3_653, 5_000, 9_000}) {
            List<User> users = new ArrayList<>();
            for (int user = 0; user < 2_000; user++) {
                users.add(new User(List.of(10 + user % 2 * every)));
            }
            assertEquals(new Span(10, 10 + every), counts(users).span());
        }
    }

    @Test
    void stretches_are_parted_by_more_than_a_year_without_anybody() {
        EventDays days = counts(List.of(new User(List.of(10, 375, 741, 745, 2_000))));
        assertEquals(
                List.of(new Span(10, 375), new Span(741, 745), new Span(2_000, 2_000)), days.stretches(days.span()));
        assertEquals(List.of(new Span(741, 745)), days.stretches(new Span(700, 800)));
    }

    @Test
    void a_user_who_has_a_row_of_1970_beside_right_ones_moves_nothing_either() {
        List<User> users = shop(new Random(2), 80, 200);
        Span honest = counts(users).span();
        users.add(new User(List.of(0, honest.first() + 3, honest.last())));
        assertEquals(honest, counts(users).span());
    }

    @Test
    void a_log_of_one_user_loses_no_day_whatever_its_gaps() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<Integer> days = new ArrayList<>();
            int day = random.nextInt(3_000);
            for (int i = 0; i < 1 + random.nextInt(200); i++) {
                days.add(day);
                day += 1 + (random.nextInt(20) == 0 ? random.nextInt(4_000) : random.nextInt(9));
            }
            assertEquals(new Span(days.get(0), days.get(days.size() - 1)), span(new User(days)), "seed " + seed);
        }
    }

    @Test
    void few_users_who_come_twice_a_year_or_once_in_three_lose_no_day() {
        for (int every : new int[] {182, 365, 1_100}) {
            List<User> users = new ArrayList<>();
            for (int user = 0; user < 15; user++) {
                users.add(new User(List.of(FIRST, FIRST + every, FIRST + 2 * every)));
            }
            users.add(new User(List.of(FIRST - every)));
            users.add(new User(List.of(FIRST + 3 * every)));
            assertEquals(
                    new Span(FIRST - every, FIRST + 3 * every), counts(users).span());
        }
    }

    @Test
    void a_log_of_three_days_is_three_days_long() {
        assertEquals(new Span(FIRST, FIRST + 2), span(new User(List.of(FIRST, FIRST + 1, FIRST + 2))));
        assertEquals(new Span(FIRST, FIRST), span(new User(List.of(FIRST))));
    }

    @Test
    void a_shop_closed_for_a_year_has_reopened_with_its_first_user() {
        List<User> users = shop(new Random(3), 5_000, 700);
        int last = counts(users).span().last();
        users.add(new User(List.of(last + 365)));
        assertEquals(last + 365, counts(users).span().last());
    }

    @Test
    void a_shop_closed_for_three_years_has_reopened_where_users_come_again() {
        List<User> users = shop(new Random(4), 1_000, 700);
        int last = counts(users).span().last();
        for (int user = 0; user < 30; user++) {
            users.add(new User(List.of(last + 1_095 + user % 7)));
        }
        assertEquals(last + 1_101, counts(users).span().last());
        assertEquals(FIRST, counts(users).span().first());
    }

    @Test
    void a_fair_held_every_second_year_begins_with_whoever_comes_first() {
        List<User> users = new ArrayList<>();
        for (int user = 0; user < 2_000; user++) {
            users.add(new User(List.of(FIRST, FIRST + 730, FIRST + 1_461)));
        }
        users.add(new User(List.of(FIRST + 2_190)));
        assertEquals(new Span(FIRST, FIRST + 2_190), counts(users).span());
    }

    @Test
    void neither_order_nor_cut_of_the_users_changes_a_span() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<User> users = shop(random, 1 + random.nextInt(60), 1 + random.nextInt(500));
            users.add(new User(List.of(random.nextInt(40_000))));
            EventDays whole = counts(users);
            Collections.shuffle(users, random);
            EventDays parts = new EventDays();
            for (int from = 0; from < users.size(); ) {
                int to = Math.min(users.size(), from + random.nextInt(20));
                parts.add(counts(users.subList(from, to)));
                from = to;
            }
            int asOf = FIRST + 1 + random.nextInt(400);
            assertEquals(whole.span(), parts.span(), "seed " + seed);
            assertEquals(span(whole, asOf), span(parts, asOf), "seed " + seed);
            assertEquals(whole.isParted(), parts.isParted(), "seed " + seed);
        }
    }

    @Test
    void what_comes_later_has_no_say_in_the_span_as_of_a_day() {
        List<User> users = shop(new Random(5), 5, 90);
        users.add(new User(List.of(FIRST - 1_095)));
        Span then = counts(users).span();
        assertEquals(FIRST - 1_095, then.first());
        for (int user = 0; user < 500; user++) {
            users.add(new User(List.of(FIRST + 100)));
        }
        assertEquals(then, counts(users).span(FIRST + 100));
        assertEquals(FIRST, counts(users).span().first());
    }

    @Test
    void nothing_visible_has_no_span() {
        assertFalse(new EventDays().isParted());
        assertThrows(IllegalArgumentException.class, () -> counts(List.of(new User(List.of(FIRST))))
                .span(FIRST));
    }

    /** A shop with somebody on its first and last day and others whenever, each day or not. */
    private static List<User> shop(Random random, int users, int length) {
        List<User> shop = new ArrayList<>();
        shop.add(new User(length == 1 ? List.of(FIRST) : List.of(FIRST, FIRST + length - 1)));
        for (int user = 1; user < users; user++) {
            int from = random.nextInt(length);
            List<Integer> days = new ArrayList<>();
            for (int day = from; day < length; day += 1 + random.nextInt(60)) {
                days.add(FIRST + day);
            }
            shop.add(new User(days));
        }
        return shop;
    }

    private static EventDays counts(List<User> users) {
        EventDays counts = new EventDays();
        for (User user : users) {
            user.days().forEach(day -> counts.add(day, 1, day.equals(user.days().get(0)) ? 1 : 0));
        }
        return counts;
    }

    private static Span span(User user) {
        return counts(List.of(user)).span();
    }

    /** The span as of a day; empty days where nothing is visible. */
    private static Span span(EventDays counts, int asOf) {
        return counts.days().anyMatch(day -> day < asOf) ? counts.span(asOf) : new Span(0, -1);
    }

    private static int day(String iso) {
        return Math.toIntExact(LocalDate.parse(iso).toEpochDay());
    }
}
