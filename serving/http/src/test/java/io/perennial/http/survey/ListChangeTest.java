package io.perennial.http.survey;

import static io.perennial.http.survey.SurveyedCompany.counts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.Dimension;
import io.perennial.features.profile.LifecycleStage;
import io.perennial.features.profile.Risk;
import io.perennial.http.RunningServer;
import io.perennial.http.TinyCompany;
import io.perennial.http.live.PastModels;
import io.perennial.http.live.ServedPopulation;
import io.perennial.scoring.explain.Explanation;
import io.perennial.scoring.explain.Withheld;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.Score;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changed in a list, counted again in the plainest way from the scores of its users then and now. */
class ListChangeTest {

    @TempDir
    static Path root;

    private static SurveyedCompany company;
    private static ServedPopulation before;

    @BeforeAll
    static void count() {
        company = SurveyedCompany.of(root);
        before = Earlier.of(registry().open("population", 1)).open();
    }

    private static Registry registry() {
        return Registry.at(root.resolve("registry"));
    }

    /** A user of a list who was eligible then and is now. */
    private record Pair(int user, Score then, Score now) {

        double growth() {
            return churn(now) - churn(then);
        }
    }

    @Test
    void parts_add_up_and_are_what_plain_counting_gives_for_any_choice() {
        int compared = 0;
        for (long seed = 0; seed < 60; seed++) {
            BitSet users = chosen(new Random(seed));
            ListChange told = change(users, 1_000);
            String said = "seed " + seed;
            List<Score> now = users.stream().mapToObj(company.now()::get).toList();
            List<Score> then = now.stream()
                    .flatMap(score -> Optional.ofNullable(company.then().get(score.user())).stream())
                    .toList();
            List<Pair> both = both(users);
            assertEquals(users.cardinality(), told.users(), said);
            Change loss = told.loss();
            same(now.stream().mapToDouble(ListChangeTest::atStake).sum(), loss.after(), said);
            same(then.stream().mapToDouble(ListChangeTest::atStake).sum(), loss.before(), said);
            same(loss.after() - loss.before(), loss.joined() - loss.left() + loss.risk() + loss.value(), said);
            assertEquals(now.stream().filter(ListChangeTest::isRed).count(), told.red(), said);
            assertEquals(
                    both.stream()
                            .filter(pair -> isRed(pair.now()) && !isRed(pair.then()))
                            .count(),
                    loss.users().turnedRed(),
                    said);
            assertEquals(both.size(), told.churn().users(), said);
            if (both.isEmpty()) {
                assertTrue(told.split().mean() instanceof Withheld, said);
                continue;
            }
            compared++;
            same(mean(both, pair -> churn(pair.then())), told.churn().then(), said);
            same(mean(both, pair -> churn(pair.now())), told.churn().now(), said);
            io.perennial.scoring.explain.Change split = mean(told);
            same(told.churn().then(), split.from(), said);
            same(told.churn().now(), split.to(), said);
            same(split.to(), split.sum(), said);
            // The model of the tiny company reads nothing but silence.
            same(split.to() - split.from(), part(split, Dimension.SILENCE), said);
            assertEquals(
                    both.stream()
                            .mapToDouble(Pair::growth)
                            .filter(its -> its > 0)
                            .max()
                            .orElse(0),
                    told.risers().stream()
                            .findFirst()
                            .map(Change.Driver::growth)
                            .orElse(0.0),
                    1e-12,
                    said);
        }
        assertTrue(compared > 30, "only " + compared + " lists had anybody to compare");
    }

    @Test
    void reasons_are_those_of_users_in_amber_or_red_then_and_now() {
        BitSet users = everybody();
        ListChange.Cause cause = change(users, 1_000).causes().get(0);
        assertEquals("RC-SILENCE_DAYS-UP", cause.reason().code());
        assertEquals(company.now().stream().filter(ListChangeTest::isRaised).count(), cause.now());
        assertEquals(
                company.now().stream()
                        .flatMap(score -> Optional.ofNullable(company.then().get(score.user())).stream())
                        .filter(ListChangeTest::isRaised)
                        .count(),
                cause.then());
    }

    @Test
    void dimensions_are_means_of_those_who_were_eligible_both_times() {
        ListChange told = change(everybody(), 1_000);
        double silence = told.dimensionsNow().mean(Dimension.SILENCE).orElseThrow();
        assertTrue(silence > 0 && silence < 100, "silence " + silence);
        assertTrue(silence != told.dimensionsThen().mean(Dimension.SILENCE).orElseThrow());
        assertTrue(told.dimensionsNow().mean(Dimension.SOCIAL).isEmpty(), "the log knows nothing social");
    }

    @Test
    void of_a_long_list_the_split_is_that_of_every_so_manieth_and_adds_up_all_the_same() {
        BitSet users = everybody();
        ListChange told = change(users, 100);
        List<Pair> drawn =
                both(users).stream().filter(pair -> pair.user() % 4 == 0).toList();
        assertEquals(drawn.size(), told.split().users());
        assertTrue(told.split().users() < told.churn().users());
        io.perennial.scoring.explain.Change split = mean(told);
        same(mean(drawn, pair -> churn(pair.then())), split.from(), "drawn");
        same(split.to(), split.sum(), "drawn");
    }

    @Test
    void another_model_has_its_own_part() {
        Registry other = Registry.at(root.resolve("other"));
        TinyCompany.publishModels(other);
        double shift = 0.4;
        ServedPopulation first = population(other, "first", TinyCompany.EARLIER);
        TinyCompany.publish(other, "churn", TinyCompany.churn(shift), TinyCompany.SCHEMA);
        ServedPopulation second = population(other, "second", TinyCompany.AS_OF);
        ListChange told = new ListChangeCount(first, second, everybody(), new PastModels(other), 1_000)
                .count(new AtomicInteger());
        io.perennial.scoring.explain.Change split = mean(told);
        double model = mean(both(everybody()), pair -> {
            double odds = churn(pair.then()) / (1 - churn(pair.then())) * Math.exp(shift);
            return odds / (1 + odds) - churn(pair.then());
        });
        assertEquals(model, split.model() + split.calibration(), 1e-9);
        same(split.to(), split.sum(), "two models");
        assertTrue(!told.loss().sameModels());
    }

    @Test
    void where_a_model_that_scored_them_is_gone_the_split_says_so_and_the_rest_is_told() {
        ListChange told = new ListChangeCount(
                        before,
                        company.survey().served(),
                        everybody(),
                        new PastModels(Registry.at(root.resolve("empty"))),
                        1_000)
                .count(new AtomicInteger());
        assertEquals(Withheld.Cause.NOT_COMPARABLE, ((Withheld) told.split().mean()).cause());
        assertTrue(told.churn().users() > 50);
    }

    @Test
    void a_plan_is_compared_by_those_it_contacts() {
        Plan plan = new Plan(OptionalInt.of(7), 1, 0.1);
        Selection selection = company.survey()
                .select(
                        new ListQuery(SurveyedCompany.whose(""), Order.EXPECTED_LOSS, Optional.of(plan)),
                        new BitSet(),
                        false);
        BitSet members = new BitSet();
        for (int user : selection.page(0, 100)) {
            members.set(user);
        }
        assertEquals(7, members.cardinality());
        assertEquals(members, selection.members());
    }

    private static ServedPopulation population(Registry registry, String name, LocalDate asOf) {
        try (RunningServer server = RunningServer.over(registry)) {
            int version = TinyCompany.publishPopulation(
                    registry,
                    server.server().state().requireScorer(),
                    root.resolve(name),
                    new TinyCompany.Batch(
                            asOf,
                            name,
                            TinyCompany.before(TinyCompany.ledgers(SurveyedCompany.USERS), asOf),
                            Map.of()));
            return Earlier.of(registry.open("population", version)).open();
        }
    }

    private static ListChange change(BitSet users, int mostSplit) {
        AtomicInteger progress = new AtomicInteger();
        ListChange told = new ListChangeCount(
                        before, company.survey().served(), users, new PastModels(registry()), mostSplit)
                .count(progress);
        assertEquals(users.cardinality(), progress.get(), "progress");
        return told;
    }

    private static BitSet everybody() {
        BitSet users = new BitSet();
        users.set(0, SurveyedCompany.USERS);
        return users;
    }

    /** Users of a list as random filters choose them. */
    private static BitSet chosen(Random random) {
        Choice choice = new Choice(
                random.nextInt(3) == 0 ? Set.of(one(random, Risk.values())) : Set.of(),
                Optional.empty(),
                random.nextInt(3) == 0 ? Optional.of(one(random, LifecycleStage.values())) : Optional.empty(),
                Optional.empty(),
                random.nextBoolean() ? Optional.of(random.nextInt(4) > 0) : Optional.empty(),
                random.nextInt(3) == 0 ? Optional.of(one(random, Tier.values())) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                random.nextInt(4) == 0 ? "user/" + random.nextInt(40) : "");
        return company.survey()
                .select(new ListQuery(choice, Order.USER, Optional.empty()), new BitSet(), false)
                .members();
    }

    private static <T> T one(Random random, T[] all) {
        return List.of(all).get(random.nextInt(all.length));
    }

    private static List<Pair> both(BitSet users) {
        List<Pair> pairs = new ArrayList<>();
        users.stream().forEach(user -> {
            Score now = company.now().get(user);
            Optional.ofNullable(company.then().get(now.user()))
                    .filter(then -> counts(then) && counts(now))
                    .ifPresent(then -> pairs.add(new Pair(user, then, now)));
        });
        return pairs;
    }

    private static io.perennial.scoring.explain.Change mean(ListChange told) {
        return (io.perennial.scoring.explain.Change) told.split().mean();
    }

    private static double part(io.perennial.scoring.explain.Change split, Dimension dimension) {
        return split.dimensions().stream()
                .filter(part -> part.dimension().id().equals(dimension.id()))
                .mapToDouble(Explanation.Contribution::value)
                .sum();
    }

    private static double mean(List<Pair> pairs, ToDoubleFunction<Pair> of) {
        return pairs.stream().mapToDouble(of).average().orElse(Double.NaN);
    }

    private static double churn(Score score) {
        return score.churn().orElseThrow().probability();
    }

    private static double atStake(Score score) {
        return counts(score) ? score.value().map(Score.ValueScore::expectedLoss).orElse(0.0) : 0;
    }

    private static boolean isRed(Score score) {
        return counts(score) && Set.of("R4", "R5").contains(score.profile().grade());
    }

    private static boolean isRaised(Score score) {
        return counts(score)
                && Set.of("R3", "R4", "R5").contains(score.profile().grade());
    }

    private static void same(double expected, double found, String said) {
        assertEquals(expected, found, 1e-9 * Math.max(1, Math.abs(expected)), said);
    }
}
