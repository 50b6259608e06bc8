package io.perennial.training.churn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.training.Company;
import io.perennial.training.Outcomes;
import io.perennial.training.data.LabelledSnapshots;
import io.perennial.training.data.Rows;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.data.UserFold;
import io.perennial.training.learner.Learned;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws that every way to score churn keeps, learned or naive. */
final class ChurnRecipeLawsTest {

    private static final TrainingSet SET = Company.shop(250, 200, 60).set();
    private static final Rows ROWS = SET.labelled().eligibleRows();

    static Stream<ChurnRecipe> recipes() {
        return new ChurnTrainer(SET, 1, what -> {}).recipes().stream();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void the_same_rows_and_seed_give_the_same_score(ChurnRecipe recipe) {
        ChurnRecipe anew = recipes()
                .filter(one -> one.id().equals(recipe.id()))
                .findFirst()
                .orElseThrow();
        assertArrayEquals(recipe.fit(ROWS, 5).logOdds(ROWS), anew.fit(ROWS, 5).logOdds(ROWS), recipe.id());
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void every_calibrated_probability_lies_between_0_and_1_even_for_absurd_rows(ChurnRecipe recipe) {
        ChurnScore score = recipe.fit(ROWS, 5);
        for (Calibrator.Kind kind : Calibrator.Kind.values()) {
            Calibrator curve = Calibrator.fit(kind, score.logOdds(ROWS), ROWS.churned(), ROWS.weights());
            Learned probability = draft -> score.addTo(draft, curve);
            double[] said = probability.predict(absurd());
            assertTrue(
                    Arrays.stream(said).allMatch(p -> p >= 0 && p <= 1),
                    recipe.id() + " " + kind + " " + Arrays.toString(said));
        }
    }

    private static double[][] absurd() {
        double[] fills = {Double.NaN, 0, 1e12, -1e12};
        double[][] rows = new double[fills.length][SET.schema().features().size()];
        for (int i = 0; i < fills.length; i++) {
            Arrays.fill(rows[i], fills[i]);
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void nobody_is_scored_by_a_model_that_saw_them(ChurnRecipe recipe) {
        int[] folds = ROWS.folds(CrossFit.MODEL_FOLDS, 5);
        Rows held = ROWS.where(i -> folds[i] == 0);
        Rows others = ROWS.without(held);
        double[] crossFitted = ROWS.pick(CrossFit.scores(recipe, ROWS, 5), held);
        assertArrayEquals(recipe.fit(others, 5).logOdds(held), crossFitted, recipe.id());
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void the_outcomes_of_rows_it_was_not_given_change_nothing(ChurnRecipe recipe) {
        LabelledSnapshots data = SET.labelled();
        List<String> given = Arrays.stream(ROWS.users()).distinct().limit(150).toList();
        boolean[] other = new boolean[data.size()];
        long[] value = data.valueMinor().clone();
        for (int i = 0; i < other.length; i++) {
            boolean kept = given.contains(data.users().get(i));
            other[i] = data.active()[i] == kept;
            value[i] += kept ? 0 : 1_000_000;
        }
        Rows poisoned = Outcomes.of(data, other, value).eligibleRows();
        double[] one =
                recipe.fit(ROWS.where(i -> given.contains(ROWS.user(i))), 5).logOdds(ROWS);
        double[] two = recipe.fit(poisoned.where(i -> given.contains(poisoned.user(i))), 5)
                .logOdds(ROWS);
        assertArrayEquals(one, two, recipe.id());
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void twenty_users_teach_a_learned_one_nothing_and_it_says_so(ChurnRecipe recipe) {
        List<String> users = Arrays.stream(ROWS.users()).distinct().limit(20).toList();
        String obstacle =
                recipe.obstacle(ROWS.where(i -> users.contains(ROWS.user(i)))).orElse("");
        assertTrue(recipe.isNaive() || obstacle.contains("only 20 users"), recipe.id() + ": " + obstacle);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void nine_users_who_churned_on_many_days_teach_a_learned_one_nothing(ChurnRecipe recipe) {
        List<String> users = Arrays.stream(ROWS.users()).distinct().limit(9).toList();
        Rows rows = staying(user -> !users.contains(user));
        assertTrue(Arrays.stream(rows.churned()).sum() >= 10);
        String obstacle = recipe.obstacle(rows).orElse("");
        assertTrue(
                recipe.isNaive() || recipe.id().equals("nbd") || obstacle.startsWith("9 of "),
                recipe.id() + ": " + obstacle);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void where_all_who_churned_are_of_one_fold_their_scores_are_numbers_still(ChurnRecipe recipe) {
        Rows rows = staying(user -> UserFold.of(user, CrossFit.MODEL_FOLDS, 5) != 0);
        assertTrue(recipe.isNaive() || recipe.obstacle(rows).isEmpty());
        double[] scores = CrossFit.scores(recipe, rows, 5);
        assertTrue(Arrays.stream(scores).allMatch(Double::isFinite), recipe.id());
    }

    @ParameterizedTest
    @EnumSource(LearnedRecipe.class)
    void rows_of_one_outcome_teach_the_rate_and_nothing_else(LearnedRecipe recipe) {
        for (boolean stays : new boolean[] {true, false}) {
            double[] scores = recipe.fit(staying(user -> stays), 5).logOdds(ROWS);
            assertEquals(1, Arrays.stream(scores).distinct().count());
            assertEquals(stays, scores[0] < -2, recipe + " " + scores[0]);
            assertEquals(!stays, scores[0] > 2, recipe + " " + scores[0]);
        }
    }

    private static Rows staying(Predicate<String> stays) {
        LabelledSnapshots data = SET.labelled();
        boolean[] active = new boolean[data.size()];
        for (int i = 0; i < active.length; i++) {
            active[i] = stays.test(data.users().get(i));
        }
        return Outcomes.of(data, active, data.valueMinor()).eligibleRows();
    }

    @Test
    void the_family_scores_a_day_by_what_was_visible_on_it_whatever_days_it_is_given() {
        ChurnRecipe nbd = recipes()
                .filter(recipe -> recipe.id().equals("nbd"))
                .findFirst()
                .orElseThrow();
        Rows newest = ROWS.newest();
        Rows before = ROWS.where(i -> ROWS.asOf(i) < newest.asOf(0));
        assertArrayEquals(nbd.fit(newest, 5).logOdds(newest), nbd.fit(before, 5).logOdds(newest));
    }

    @Test
    void silence_alone_tells_every_day_apart_and_a_user_never_seen_is_no_extreme() {
        int column = ROWS.data().column("silence_days");
        ChurnRecipe silence = recipes()
                .filter(recipe -> recipe.id().equals("naive:silence"))
                .findFirst()
                .orElseThrow();
        Learned score = silence.fit(ROWS, 5).learned();
        double[] days = ROWS.of(i -> ROWS.features(i)[column]);
        assertArrayEquals(Arrays.stream(days).map(StrictMath::log1p).toArray(), score.predict(ROWS.features()), 1e-12);
        double unseen = score.predict(absurd())[0];
        assertTrue(
                unseen > 0
                        && unseen < StrictMath.log1p(Arrays.stream(days).max().orElseThrow()),
                Double.toString(unseen));
    }
}
