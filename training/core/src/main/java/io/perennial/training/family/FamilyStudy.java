package io.perennial.training.family;

import io.perennial.scoring.nbd.FutureWindow;
import io.perennial.scoring.nbd.NbdFamily;
import io.perennial.scoring.nbd.PurchaseHistory;
import io.perennial.scoring.nbd.PurchaseModel;
import io.perennial.training.nbd.CovariateFit;
import io.perennial.training.nbd.DataWarning;
import io.perennial.training.nbd.Independence;
import io.perennial.training.nbd.Interval;
import io.perennial.training.nbd.LikelihoodRatio;
import io.perennial.training.nbd.NbdChoice;
import io.perennial.training.nbd.NbdData;
import io.perennial.training.nbd.NbdFit;
import io.perennial.training.nbd.Regularity;
import io.perennial.training.nbd.ResidualValue;
import io.perennial.training.nbd.SpendData;
import io.perennial.training.nbd.SpendFit;
import io.perennial.training.nbd.Subject;
import io.perennial.training.nbd.Uncertainty;
import io.perennial.training.nbd.WindowSums;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Fits the whole family to some buyers and says what it finds. */
final class FamilyStudy {

    /**
     * What is asked.
     *
     * @param window   over which purchases are foretold
     * @param unit     in which it is told
     * @param discount a year, of residual purchases
     * @param penalty  on logarithms and coefficients of the fits with covariates; 0 for none
     * @param user     whose answers are wanted
     */
    record Question(FutureWindow window, TimeUnit unit, double discount, double penalty, Optional<String> user) {}

    private static final String GAMMA_GAMMA = "Gamma-Gamma";

    private final Buyers buyers;
    private final Question question;
    private final NbdData data;

    FamilyStudy(Buyers buyers, Question question) {
        this.buyers = buyers;
        this.question = question;
        this.data = buyers.histories();
    }

    FamilyReport run() {
        NbdChoice choice = NbdChoice.best(data, buyers.logDays());
        SpendData spend = buyers.baskets();
        Optional<SpendFit> baskets = spend.users() == 0 ? Optional.empty() : Optional.of(SpendFit.fit(spend));
        List<String> warnings = new ArrayList<>();
        choice.warnings().stream().map(DataWarning::message).forEach(warnings::add);
        baskets.ifPresent(
                fit -> fit.warnings().stream().map(DataWarning::message).forEach(warnings::add));
        double without = choice.candidates().get(0).logLikelihood();
        return new FamilyReport(
                buyers.asOf(),
                question.unit().toString(),
                question.window().start(),
                question.window().length(),
                data.users(),
                data.repeats(),
                choice.candidates().stream().map(fit -> member(fit, without)).toList(),
                served(choice),
                warnings,
                regularity(),
                baskets.map(fit -> baskets(fit, spend)).stream().toList(),
                withCovariates(),
                question.user().map(id -> answer(buyers.buyer(id), choice, baskets)).stream()
                        .toList());
    }

    private FamilyReport.Member member(NbdFit fit, double without) {
        double gain = fit.logLikelihood() - without;
        boolean testable = fit.family() != NbdFamily.NBD && fit.family() != NbdFamily.MBG_CNBD_K;
        return new FamilyReport.Member(
                fit.family().title(),
                parameters(fit),
                fit.logLikelihood()
                        + data.repeats() * StrictMath.log(question.unit().days()),
                gain,
                testable ? List.of(LikelihoodRatio.ofDropout(gain)) : List.of(),
                WindowSums.of(fit, data, question.window()),
                fit.verdict().identified(),
                fit.verdict().message());
    }

    /** Scales of rates are times; the number of steps k is whole and has no error. */
    private List<FamilyReport.Parameter> parameters(NbdFit fit) {
        List<String> names = fit.family().parameterNames();
        double[] values = fit.model().parameters();
        return IntStream.range(0, names.size())
                .mapToObj(i -> {
                    boolean isTime =
                            names.get(i).equals("alpha") || names.get(i).equals("beta");
                    double unit = isTime ? question.unit().days() : 1;
                    return i < fit.uncertainty().centre().size()
                            ? parameter(names.get(i), values[i], fit.uncertainty(), i, unit)
                            : new FamilyReport.Parameter(
                                    names.get(i), values[i], Double.NaN, new Interval(Double.NaN, Double.NaN));
                })
                .toList();
    }

    private static FamilyReport.Parameter parameter(
            String name, double value, Uncertainty uncertainty, int i, double unit) {
        Interval interval = uncertainty.interval(i);
        return new FamilyReport.Parameter(
                name,
                value / unit,
                uncertainty.standardErrors().get(i) / unit,
                new Interval(interval.low() / unit, interval.high() / unit));
    }

    private static FamilyReport.Served served(NbdChoice choice) {
        List<String> members =
                choice.members().stream().map(fit -> fit.family().title()).toList();
        String why = members.size() > 1
                ? "their dropout is identified; the likeliest need not forecast best, so their mean is served"
                : choice.chosen().verdict().message();
        return new FamilyReport.Served(members, choice.chosen().family().title(), choice.aliveIdentified(), why);
    }

    private List<Regularity> regularity() {
        Regularity regularity = Regularity.of(buyers.gaps());
        return regularity.users() == 0 ? List.of() : List.of(regularity);
    }

    private static FamilyReport.Baskets baskets(SpendFit fit, SpendData spend) {
        List<String> names = List.of("p", "q", "v");
        double[] values = {fit.model().p(), fit.model().q(), fit.model().v()};
        List<FamilyReport.Parameter> parameters = IntStream.range(
                        0, fit.uncertainty().centre().size())
                .mapToObj(i -> parameter(names.get(i), values[i], fit.uncertainty(), i, 1))
                .toList();
        return new FamilyReport.Baskets(
                fit.verdict().identified() ? GAMMA_GAMMA : "mean by credibility",
                parameters,
                fit.logLikelihood(),
                fit.model().populationMean(),
                fit.verdict().message(),
                Independence.of(spend));
    }

    private List<CovariateFit> withCovariates() {
        if (buyers.covariates().isEmpty() && question.penalty() == 0) {
            return List.of();
        }
        List<Subject> subjects = buyers.all().stream()
                .map(buyer -> new Subject(buyer.history(), buyer.covariates()))
                .toList();
        return List.of(NbdFamily.BG_NBD, NbdFamily.PARETO_NBD).stream()
                .map(family -> CovariateFit.fit(family, subjects, buyers.covariates(), question.penalty()))
                .toList();
    }

    private FamilyReport.Answer answer(Buyer buyer, NbdChoice choice, Optional<SpendFit> baskets) {
        PurchaseHistory history = buyer.history();
        return new FamilyReport.Answer(
                buyer.id(),
                history.repeats(),
                history.lastRepeat(),
                history.age(),
                choice.aliveIdentified() ? choice.chosen().model().probabilityAlive(history) : Double.NaN,
                mean(choice, model -> model.expectedPurchases(history, question.window())),
                mean(choice, model -> model.probabilityOfPurchase(history, question.window())),
                mean(choice, model -> ResidualValue.purchases(model, history, question.discount())),
                baskets.map(fit -> fit.model().expectedBasket(history.repeats(), buyer.meanBasket()))
                        .orElse(Double.NaN));
    }

    private static double mean(NbdChoice choice, ToDoubleFunction<PurchaseModel> number) {
        return choice.members().stream()
                .map(NbdFit::model)
                .mapToDouble(number)
                .average()
                .orElse(Double.NaN);
    }
}
