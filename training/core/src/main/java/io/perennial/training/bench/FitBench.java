package io.perennial.training.bench;

import io.perennial.command.Machine;
import io.perennial.scoring.graph.GammaGamma;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphBuilder;
import io.perennial.scoring.graph.Input;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Nbd;
import io.perennial.scoring.graph.Product;
import io.perennial.scoring.graph.Row;
import io.perennial.scoring.graph.Select;
import io.perennial.scoring.graph.Workspace;
import io.perennial.scoring.model.Outputs;
import io.perennial.scoring.nbd.PurchaseHistory;
import io.perennial.scoring.nbd.PurchaseModel;
import io.perennial.training.nbd.Cohort;
import io.perennial.training.nbd.NbdData;
import io.perennial.training.nbd.NbdFit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Fits of the NBD family to as many users as the CDNOW sample has, and the value of a million users. */
final class FitBench {

    private static final double BG_NBD_BAR = 50e6;
    private static final double PARETO_NBD_BAR = 250e6;
    private static final double VALUE_BAR = 2e9;

    /** A fit may end this much below the likelihood of the truth: it should end above. */
    private static final double TOLERANCE = 1e-3;

    private static final double SUM_TOLERANCE = 1e-9;
    private static final long SEED = 1;

    /** How much is measured. */
    record Size(int users, int scored, Pace fits, Pace values) {
        static Size full() {
            return new Size(2_357, 1_000_000, new Pace(20, 10, 5), new Pace(1, 5, 1));
        }
    }

    private final Size size;
    private final Consumer<String> progress;

    FitBench(Size size, Consumer<String> progress) {
        this.size = size;
        this.progress = progress;
    }

    Report run() {
        Machine machine = Machine.here();
        progress.accept("fitting " + size.users() + " users: " + size.fits());
        Finding bgNbd = fit(LikeCdnow.BG_NBD, BG_NBD_BAR);
        Finding paretoNbd = fit(LikeCdnow.PARETO_NBD, PARETO_NBD_BAR);
        progress.accept("value of " + size.scored() + " users: " + size.values());
        return new Report(
                "perennial bench fit",
                machine,
                List.of(
                        String.format(
                                Locale.ROOT,
                                "Users drawn with the parameters of the CDNOW sample, first purchase %.0f to %.0f days"
                                        + " before the as-of, times in whole days; one thread,"
                                        + " judged by the time a processor worked in it",
                                LikeCdnow.YOUNGEST,
                                LikeCdnow.OLDEST),
                        "Fits of " + size.users() + " users: " + size.fits(),
                        "A value is that of " + LikeCdnow.WINDOW.length()
                                + " days by Pareto/NBD and Gamma-Gamma, in the" + " published form: " + size.values()),
                List.of(bgNbd, paretoNbd, value()));
    }

    private Finding fit(PurchaseModel truth, double bar) {
        List<PurchaseHistory> histories = LikeCdnow.users(truth, size.users(), SEED).stream()
                .map(FitBench::inDays)
                .toList();
        NbdData data = NbdData.of(histories);
        double atTruth = histories.stream().mapToDouble(truth::logLikelihood).sum();
        double reached = NbdFit.fit(truth.family(), data).logLikelihood();
        Duel.Solo times = Duel.alone(
                row -> NbdFit.fit(truth.family(), NbdData.of(histories)).logLikelihood(), 1, size.fits());
        return new Finding(
                "fit of " + truth.family().title(),
                String.format(Locale.ROOT, "log-likelihood %.3f, rows compressed", reached),
                String.format(Locale.ROOT, "that of the true parameters, %.3f", atTruth),
                times.wall(),
                Optional.of(times.cpu()),
                Optional.empty(),
                bar,
                Math.max(0, atTruth - reached),
                TOLERANCE);
    }

    /** As a ledger of days sees the user. */
    private static PurchaseHistory inDays(Cohort.User user) {
        PurchaseHistory history = user.history();
        return new PurchaseHistory(history.repeats(), Math.floor(history.lastRepeat()), Math.floor(history.age()));
    }

    private Finding value() {
        List<Cohort.User> users = LikeCdnow.users(LikeCdnow.PARETO_NBD, size.scored(), SEED);
        Graph graph = graph();
        Workspace room = graph.workspace();
        double direct = users.stream().mapToDouble(FitBench::value).sum();
        Duel.Solo times = Duel.alone(row -> sum(users, graph, room), 1, size.values());
        double published = sum(users, graph, room);
        return new Finding(
                "value of " + String.format(Locale.ROOT, "%,d", size.scored()) + " users",
                "the published form, row by row",
                "the models called directly",
                times.wall(),
                Optional.of(times.cpu()),
                Optional.empty(),
                VALUE_BAR,
                Math.abs(published / direct - 1),
                SUM_TOLERANCE);
    }

    private static double sum(List<Cohort.User> users, Graph graph, Workspace room) {
        double[] features = new double[5];
        double sum = 0;
        for (Cohort.User user : users) {
            PurchaseHistory history = user.history();
            features[0] = history.repeats() + 1;
            features[1] = history.age() - history.lastRepeat();
            features[2] = history.age();
            features[3] = history.repeats();
            features[4] = user.meanBasket();
            sum += graph.evaluate(Row.of(features), room)[0];
        }
        return sum;
    }

    private static double value(Cohort.User user) {
        return LikeCdnow.PARETO_NBD.expectedPurchases(user.history(), LikeCdnow.WINDOW)
                * LikeCdnow.BASKETS.expectedBasket(user.history().repeats(), user.meanBasket());
    }

    private static Graph graph() {
        GraphBuilder graph = new GraphBuilder();
        int features = graph.add(new Input(Input.Source.FEATURES, 5));
        int purchases =
                graph.add(new Nbd(features, 0, 1, 2, LikeCdnow.PARETO_NBD, Nbd.Quantity.EXPECTED, LikeCdnow.WINDOW));
        int baskets = graph.add(new Select(features, Ints.of(3, 4)));
        int basket = graph.add(new GammaGamma(baskets, 0, 1, LikeCdnow.BASKETS));
        return graph.output(Outputs.LTV, graph.add(new Product(Ints.of(purchases, basket), Ints.of(0, 0))))
                .build();
    }
}
