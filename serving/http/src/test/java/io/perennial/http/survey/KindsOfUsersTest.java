package io.perennial.http.survey;

import static io.perennial.http.survey.SurveyedCompany.counts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.features.profile.ActivityQuadrant;
import io.perennial.features.profile.LifecycleStage;
import io.perennial.features.profile.Placing;
import io.perennial.features.profile.RfmSegment;
import io.perennial.features.profile.UserHealth;
import io.perennial.features.profile.UserPosition;
import io.perennial.scoring.score.Score;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quadrants, traps, health by segment and moves between stages, counted again in the plainest way. */
class KindsOfUsersTest {

    private static final int USERS = SurveyedCompany.USERS;
    private static final int SPEND = FeatureCatalogue.index("spend_365");

    @TempDir
    static Path root;

    private static Survey survey;
    private static final List<Score> NOW = new ArrayList<>();
    private static final Map<String, Score> THEN = new HashMap<>();

    @BeforeAll
    static void count() {
        SurveyedCompany company = SurveyedCompany.of(root);
        survey = company.survey();
        NOW.addAll(company.now());
        THEN.putAll(company.then());
    }

    @Test
    void quadrants_and_traps_hold_whom_the_formulas_put_there_and_their_spend() {
        List<UserPosition> positions = new ArrayList<>();
        List<Double> spends = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            double[] features = features(user);
            positions.add(UserPosition.of(
                    features, RfmSegment.find(NOW.get(user).profile().segment())));
            spends.add(Double.isNaN(features[SPEND]) ? 0 : features[SPEND]);
        }
        double all = sum(spends, user -> positions.get(user).activity().isPresent());
        assertTrue(all > 0, "nobody spent anything");
        int told = 0;
        for (Placing place : Placing.all()) {
            IntPredicate isThere = user -> positions.get(user).places().contains(place);
            long users = IntStream.range(0, USERS).filter(isThere).count();
            assertEquals(users, survey.positions().users(place), place.id());
            assertEquals(sum(spends, isThere) / all, survey.positions().shareOfSpend(place), 1e-9, place.id());
            Choice there = new Choice(
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(place),
                    Optional.empty(),
                    "");
            Selection list = survey.select(new ListQuery(there, Order.USER, Optional.empty()), new BitSet(), false);
            assertEquals(users, list.total(), place.id());
            assertTrue(Arrays.stream(list.page(0, USERS)).allMatch(isThere), place.id());
            told += users > 0 ? 1 : 0;
        }
        assertTrue(told > 6, "users in " + told + " places alone");
        int quadrants = Arrays.stream(ActivityQuadrant.values())
                .mapToInt(survey.positions()::users)
                .sum();
        assertEquals(survey.positions().users(), quadrants, "everybody stands in one quadrant");
    }

    private static double[] features(int user) {
        return survey.served().population().at(user).features();
    }

    private static double sum(List<Double> spends, IntPredicate whose) {
        return IntStream.range(0, USERS).filter(whose).mapToDouble(spends::get).sum();
    }

    @Test
    void user_health_by_segment_is_the_mean_over_its_eligible_users() {
        int users = 0;
        for (SegmentHealth.Mean mean : survey.health().means()) {
            String segment = mean.segment().map(RfmSegment::id).orElse("");
            double overall = IntStream.range(0, USERS)
                    .filter(user -> counts(NOW.get(user))
                            && NOW.get(user).profile().segment().equals(segment))
                    .mapToObj(user -> UserHealth.of(features(user)))
                    .flatMapToDouble(health -> health.overall().stream())
                    .average()
                    .orElse(Double.NaN);
            assertEquals(overall, mean.overall(), 1e-9, segment);
            users += mean.users();
        }
        assertEquals(NOW.stream().filter(SurveyedCompany::counts).count(), users);
        assertTrue(survey.health().means().size() > 3, "segments");
    }

    @Test
    void moves_from_stage_to_stage_count_everybody_in_both_populations() {
        StageMoves moves = survey.change().orElseThrow().stages();
        int known = 0;
        for (LifecycleStage then : LifecycleStage.values()) {
            for (LifecycleStage now : LifecycleStage.values()) {
                long users = NOW.stream()
                        .filter(score -> score.profile().stage().equals(now.id()))
                        .filter(score -> THEN.containsKey(score.user())
                                && THEN.get(score.user()).profile().stage().equals(then.id()))
                        .count();
                assertEquals(users, moves.users(then, now), then + " to " + now);
                known += moves.users(then, now);
            }
        }
        int fresh =
                Arrays.stream(LifecycleStage.values()).mapToInt(moves::fresh).sum();
        assertEquals(USERS, known + fresh);
        assertTrue(moves.moved() > 0 && moves.moved() < known, moves.moved() + " moved");
    }
}
