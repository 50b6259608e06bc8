package io.perennial.training.bench;

import io.perennial.command.Machine;
import io.perennial.scoring.nbd.GammaGamma;
import io.perennial.scoring.nbd.PurchaseModel;
import io.perennial.training.nbd.Cohort;
import io.perennial.training.nbd.Forecast;
import io.perennial.training.nbd.NbdChoice;
import io.perennial.training.nbd.NbdData;
import io.perennial.training.nbd.NbdFit;
import io.perennial.training.nbd.SpendData;
import io.perennial.training.nbd.SpendFit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Populations whose truth is known, seed after seed: the family is fitted to what was visible, as training fits it, and
 * its totals, its P(alive) and its distributions are held against what came.
 */
final class TruthBench {

    private static final List<PurchaseModel> TRUTHS =
            List.of(LikeCdnow.PARETO_NBD, LikeCdnow.BG_NBD, LikeCdnow.MBG_NBD);

    /** How much is simulated. */
    record Size(int users, int seeds, int draws) {
        static Size full() {
            return new Size(10_000, 20, 99);
        }
    }

    private final Size size;
    private final Consumer<String> progress;

    TruthBench(Size size, Consumer<String> progress) {
        this.size = size;
        this.progress = progress;
    }

    TruthReport run() {
        List<Recovery> recoveries = new ArrayList<>();
        for (PurchaseModel truth : TRUTHS) {
            List<Recovery.Seed> seeds = new ArrayList<>();
            for (int seed = 1; seed <= size.seeds(); seed++) {
                seeds.add(seed(truth, seed));
                progress.accept(truth.family().title() + ", seed " + seed + " of " + size.seeds());
            }
            recoveries.add(new Recovery(truth.family().title(), List.copyOf(seeds)));
        }
        return new TruthReport(
                "perennial bench truth",
                Machine.here(),
                List.of(
                        String.format(
                                Locale.ROOT,
                                "%,d users a seed, first purchase %.0f to %.0f days before the as-of, outcome of %.0f"
                                        + " days, parameters of the CDNOW sample",
                                size.users(),
                                LikeCdnow.YOUNGEST,
                                LikeCdnow.OLDEST,
                                LikeCdnow.WINDOW.length()),
                        "Totals are the mean of the members of the family that the data support, as training serves it,"
                                + " and drawn futures are theirs in turn; fitted and P(alive) are of the likeliest",
                        size.draws() + " drawn futures a user give each distribution"),
                recoveries);
    }

    private Recovery.Seed seed(PurchaseModel truth, long seed) {
        List<Cohort.User> users = LikeCdnow.users(truth, size.users(), seed);
        NbdChoice choice = NbdChoice.best(
                NbdData.of(users.stream().map(Cohort.User::history).toList()), (int) LikeCdnow.OLDEST);
        List<PurchaseModel> served =
                choice.members().stream().map(NbdFit::model).toList();
        PurchaseModel likeliest = choice.chosen().model();
        GammaGamma baskets = SpendFit.fit(baskets(users)).model();
        Tally tally = new Tally();
        List<Forecast> forecasts = IntStream.range(0, served.size())
                .mapToObj(i -> new Forecast(served.get(i), baskets, LikeCdnow.WINDOW, seed + (long) i * size.seeds()))
                .toList();
        SplittableRandom ties = new SplittableRandom(seed);
        for (Cohort.User user : users) {
            double expected = served.stream()
                    .mapToDouble(member -> member.expectedPurchases(user.history(), LikeCdnow.WINDOW))
                    .average()
                    .orElseThrow();
            tally.expected(
                    expected,
                    expected * baskets.expectedBasket(user.history().repeats(), user.meanBasket()),
                    likeliest.probabilityAlive(user.history()),
                    user);
            tally.ranks(forecasts, size.draws(), user, ties);
        }
        return tally.seed(choice.chosen().family().title(), choice.aliveIdentified());
    }

    private static SpendData baskets(List<Cohort.User> users) {
        List<Cohort.User> repeaters =
                users.stream().filter(user -> user.meanBasket() > 0).toList();
        return SpendData.of(
                repeaters.stream().mapToDouble(user -> user.history().repeats()).toArray(),
                repeaters.stream().mapToDouble(Cohort.User::meanBasket).toArray());
    }

    /** Sums over the users of one seed. */
    private static final class Tally {
        private final int[] counts = new int[Recovery.BINS];
        private final int[] money = new int[Recovery.BINS];
        private double purchases;
        private double spent;
        private double alive;
        private double truePurchases;
        private double trueSpent;
        private double trueAlive;

        void expected(double expected, double value, double pAlive, Cohort.User user) {
            purchases += expected;
            spent += value;
            alive += pAlive;
            truePurchases += user.later();
            trueSpent += user.spent();
            trueAlive += user.alive() ? 1 : 0;
        }

        /** The randomised probability integral transform (Czado, Gneiting and Held 2009) by ranks among draws. */
        void ranks(List<Forecast> forecasts, int draws, Cohort.User user, SplittableRandom ties) {
            int fewer = 0;
            int equal = 0;
            int less = 0;
            int same = 0;
            for (int i = 0; i < draws; i++) {
                Forecast.Draw draw = forecasts.get(i % forecasts.size()).draw(user.history(), user.meanBasket());
                fewer += draw.purchases() < user.later() ? 1 : 0;
                equal += draw.purchases() == user.later() ? 1 : 0;
                less += draw.spent() < user.spent() ? 1 : 0;
                same += draw.spent() == user.spent() ? 1 : 0;
            }
            counts[bin(fewer, equal, draws, ties)]++;
            money[bin(less, same, draws, ties)]++;
        }

        private static int bin(int below, int tied, int draws, SplittableRandom ties) {
            double rank = (below + ties.nextDouble() * (tied + 1)) / (draws + 1);
            return (int) (rank * Recovery.BINS);
        }

        Recovery.Seed seed(String family, boolean aliveIdentified) {
            return new Recovery.Seed(
                    family,
                    aliveIdentified,
                    purchases / truePurchases,
                    spent / trueSpent,
                    alive / trueAlive,
                    Arrays.stream(counts).boxed().toList(),
                    Arrays.stream(money).boxed().toList());
        }
    }
}
