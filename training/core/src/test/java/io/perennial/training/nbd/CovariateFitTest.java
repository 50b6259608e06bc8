package io.perennial.training.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.scoring.nbd.BgNbd;
import io.perennial.scoring.nbd.FutureWindow;
import io.perennial.scoring.nbd.GammaGamma;
import io.perennial.scoring.nbd.Nbd;
import io.perennial.scoring.nbd.NbdFamily;
import io.perennial.scoring.nbd.ParetoNbd;
import io.perennial.scoring.nbd.PurchaseHistory;
import io.perennial.scoring.nbd.PurchaseModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Covariates whose effect is known are found again, those without effect change nothing, a penalty draws them to zero. */
class CovariateFitTest {

    private static final int USERS = 1_500;
    private static final double BUYING = 0.7;
    private static final double LEAVING = 0.9;

    @Test
    void effects_that_made_the_data_are_found_within_their_errors() {
        assertFound(
                NbdFamily.PARETO_NBD,
                new ParetoNbd(0.8, 40, 0.7, 90),
                new ParetoNbd(0.8, 40 * Math.exp(-BUYING), 0.7, 90 * Math.exp(-LEAVING)));
        assertFound(
                NbdFamily.BG_NBD,
                new BgNbd(0.8, 40, 0.6, 2.5),
                new BgNbd(0.8, 40 * Math.exp(-BUYING), 0.6 * Math.exp(LEAVING), 2.5));
    }

    private static void assertFound(NbdFamily family, PurchaseModel zero, PurchaseModel one) {
        List<Subject> subjects = subjects(zero, 0, USERS);
        subjects.addAll(subjects(one, 1, USERS));

        CovariateFit fit = CovariateFit.fit(family, subjects, List.of("web"), 0);

        assertTrue(fit.verdict().identified(), fit.verdict().message());
        CovariateFit.Coefficient buying = fit.buying().get(0);
        CovariateFit.Coefficient leaving = fit.leaving().get(0);
        assertEquals(BUYING, buying.value(), 3 * buying.error(), family.title() + " " + buying);
        assertEquals(LEAVING, leaving.value(), 3 * leaving.error(), family.title() + " " + leaving);
        assertTrue(buying.error() < 0.2 && leaving.error() < 0.5, buying + " " + leaving);
        assertTrue(fit.test().pValue() < 1e-6, fit.test().toString());
        double[] truth = one.parameters();
        double[] fitted = fit.model(List.of(1.0)).parameters();
        for (int i = 0; i < truth.length; i++) {
            assertEquals(0, Math.log(fitted[i] / truth[i]), 0.8, family.title() + " parameter " + i);
        }
    }

    @Test
    void covariates_that_are_all_zero_but_one_equal_none() {
        List<Subject> subjects = subjects(new ParetoNbd(0.8, 40, 0.7, 90), 0, USERS);
        NbdFit plain = NbdFit.fit(
                NbdFamily.PARETO_NBD,
                NbdData.of(subjects.stream().map(Subject::history).toList()));
        double[] logs = Arrays.copyOf(
                Arrays.stream(plain.model().parameters()).map(StrictMath::log).toArray(), 6);

        CovariateLikelihood likelihood = new CovariateLikelihood(
                subjects.stream()
                        .sorted(Comparator.comparingDouble(
                                subject -> subject.history().repeats()))
                        .toList(),
                NbdFamily.PARETO_NBD,
                1);

        assertEquals(plain.logLikelihood(), likelihood.expand(logs).value(), 1e-6);
        assertEquals(0, likelihood.expand(logs).slope(4), 0);
    }

    @Test
    void an_effect_that_runs_to_the_edge_of_what_is_tried_is_no_top() {
        List<Subject> subjects = subjects(new ParetoNbd(0.8, 40, 0.7, 90), 0, 300);
        for (int i = 0; i < 300; i++) {
            subjects.add(new Subject(new PurchaseHistory(0, 0, 200), List.of(1.0)));
        }

        CovariateFit fit = CovariateFit.fit(NbdFamily.PARETO_NBD, subjects, List.of("web"), 0);

        assertFalse(fit.verdict().identified());
        assertTrue(
                fit.verdict().message().contains("the effect of web"),
                fit.verdict().message());
        assertEquals(LikelihoodRatio.none(), fit.test());
    }

    @Test
    void effects_are_not_tested_where_nobody_leaves_since_those_on_leaving_are_not_in_the_likelihood() {
        List<Subject> subjects = subjects(new Nbd(0.8, 60), 0, 400);
        subjects.addAll(subjects(new Nbd(0.8, 60), 1, 400));
        for (NbdFamily family : List.of(NbdFamily.BG_NBD, NbdFamily.PARETO_NBD)) {
            CovariateFit fit = CovariateFit.fit(family, subjects, List.of("web"), 0);
            assertFalse(fit.verdict().identified(), fit.verdict().message());
            assertEquals(LikelihoodRatio.none(), fit.test(), family.title());
        }
    }

    @Test
    void a_penalty_draws_effects_towards_zero() {
        List<Subject> subjects = subjects(new ParetoNbd(0.8, 40, 0.7, 90), 0, 200);
        subjects.addAll(subjects(new ParetoNbd(0.8, 20, 0.7, 40), 1, 200));

        CovariateFit free = CovariateFit.fit(NbdFamily.PARETO_NBD, subjects, List.of("web"), 0);
        CovariateFit held = CovariateFit.fit(NbdFamily.PARETO_NBD, subjects, List.of("web"), 1e4);

        assertTrue(Math.abs(held.buying().get(0).value())
                < 0.1 * Math.abs(free.buying().get(0).value()));
        assertTrue(held.logLikelihood() < free.logLikelihood());
        assertEquals(1, held.parameters().get(0), 0.1);
    }

    @Test
    void a_penalised_top_is_found_although_the_plain_fit_shows_no_dropout() {
        for (long seed = 1; seed <= 4; seed++) {
            List<Subject> subjects = new ArrayList<>();
            for (Cohort.User user : Cohort.draw(
                    new Nbd(0.8, 60), new GammaGamma(6, 4, 15), 400, 100, 400, new FutureWindow(0, 30), seed)) {
                subjects.add(new Subject(user.history(), List.of()));
            }
            CovariateFit held = CovariateFit.fit(NbdFamily.BG_NBD, subjects, List.of(), 1);
            assertTrue(
                    held.verdict().identified(),
                    "seed " + seed + ": " + held.verdict().message());
            assertTrue(
                    held.parameters().get(2) > 0.01,
                    "seed " + seed + ": a = " + held.parameters().get(2));
        }
    }

    @Test
    void a_covariate_that_tells_nobody_apart_is_refused_by_name() {
        List<Subject> subjects = subjects(new ParetoNbd(0.8, 40, 0.7, 90), 1, 200);

        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> CovariateFit.fit(NbdFamily.PARETO_NBD, subjects, List.of("web"), 0))
                .getMessage();
        assertEquals("covariate web is the same for everybody, so nothing follows from it; leave it out", message);
    }

    @Test
    void covariates_that_follow_from_others_are_refused_by_name_unless_a_penalty_parts_them() {
        List<Subject> subjects = new ArrayList<>();
        for (int channel = 0; channel < 3; channel++) {
            for (Subject subject : subjects(new ParetoNbd(0.8, 40, 0.7, 90), channel, 100)) {
                double age = subject.history().age();
                subjects.add(new Subject(
                        subject.history(),
                        List.of(channel == 0 ? 1.0 : 0, age, channel == 1 ? 1.0 : 0, channel == 2 ? 1.0 : 0)));
            }
        }
        List<String> names = List.of("web", "age", "store", "phone");

        String message = assertThrows(
                        IllegalArgumentException.class, () -> CovariateFit.fit(NbdFamily.BG_NBD, subjects, names, 0))
                .getMessage();

        assertEquals(
                "covariate phone follows from web, store, so no effect is its own; leave one of them out, or give a penalty",
                message);
        assertTrue(
                CovariateFit.fit(NbdFamily.BG_NBD, subjects, names, 1).verdict().identified());
    }

    @Test
    void a_covariate_that_hardly_differs_from_another_leaves_a_flat_top_and_both_are_named() {
        List<Subject> subjects = new ArrayList<>();
        for (Subject subject : subjects(new ParetoNbd(0.8, 40, 0.7, 90), 0, 400)) {
            double web = subjects.size() % 2;
            double store = 1 - web + (subjects.size() % 3) * 1e-3;
            subjects.add(new Subject(subject.history(), List.of(2_000 + web, store)));
        }

        TopVerdict verdict = CovariateFit.fit(NbdFamily.PARETO_NBD, subjects, List.of("web", "store"), 0)
                .verdict();

        assertFalse(verdict.identified(), verdict.message());
        assertTrue(verdict.message().contains("the effect of web on"), verdict.message());
        assertTrue(verdict.message().contains("the effect of store on"), verdict.message());
    }

    @Test
    void covariates_far_from_zero_are_known_as_well_as_those_near_it() {
        List<Subject> subjects = new ArrayList<>();
        for (Subject subject : subjects(new ParetoNbd(0.8, 40, 0.7, 90), 0, 300)) {
            subjects.add(new Subject(subject.history(), List.of(100.0 + 4 * (subjects.size() % 2))));
        }

        TopVerdict verdict = CovariateFit.fit(NbdFamily.PARETO_NBD, subjects, List.of("height"), 0)
                .verdict();

        assertTrue(verdict.identified(), verdict.message());
    }

    private static List<Subject> subjects(PurchaseModel model, double covariate, int users) {
        List<Subject> subjects = new ArrayList<>();
        for (Cohort.User user : Cohort.draw(
                model, new GammaGamma(6, 4, 15), users, 150, 300, new FutureWindow(0, 30), 7 + (long) covariate)) {
            PurchaseHistory history = user.history();
            subjects.add(new Subject(history, List.of(covariate)));
        }
        return subjects;
    }
}
