package io.perennial.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Samples of users. */
final class UserSampleTest {

    private static final List<String> USERS =
            IntStream.range(0, 20_000).mapToObj(i -> "user-" + i).toList();

    @Test
    void a_sample_holds_about_as_many_users_as_asked_for_and_a_smaller_one_lies_within_it() {
        UserSample large = UserSample.atMost(5_000, USERS.size());
        UserSample small = UserSample.atMost(1_000, USERS.size());
        assertEquals(5_000.0, (double) USERS.stream().filter(large::has).count(), 300);
        assertEquals(940.0, (double) USERS.stream().filter(small::has).count(), 150);
        assertEquals(
                0,
                USERS.stream()
                        .filter(user -> small.has(user) && !large.has(user))
                        .count());
        assertEquals(UserSample.everybody(), UserSample.atMost(20_000, USERS.size()));
        assertThrows(IllegalArgumentException.class, () -> UserSample.atMost(0, 10));
    }

    @Test
    void a_census_knows_the_rows_of_a_sample_and_misses_one_that_is_gone() {
        UserSample sample = new UserSample(100);
        Census everybody = new Census();
        Census drawn = new Census();
        Census oneLess = new Census();
        for (String user : USERS) {
            everybody.add(user, 7);
            if (sample.has(user)) {
                drawn.add(user, 7);
                if (!user.equals("user-" + firstIn(sample))) {
                    oneLess.add(user, 7);
                }
            }
        }
        assertEquals(true, everybody.holds(drawn, sample));
        assertEquals(false, everybody.holds(drawn, UserSample.everybody()));
        assertEquals(false, everybody.holds(oneLess, sample));
    }

    private static int firstIn(UserSample sample) {
        return IntStream.range(0, USERS.size())
                .filter(i -> sample.has(USERS.get(i)))
                .findFirst()
                .orElseThrow();
    }
}
