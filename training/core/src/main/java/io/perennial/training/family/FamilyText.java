package io.perennial.training.family;

import io.perennial.training.nbd.CovariateFit;
import io.perennial.training.nbd.Interval;
import io.perennial.training.nbd.LikelihoodRatio;
import io.perennial.training.nbd.WindowSums;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report for people, line by line. */
final class FamilyText {

    private final FamilyReport report;
    private final List<String> lines = new ArrayList<>();

    private FamilyText(FamilyReport report) {
        this.report = report;
    }

    static List<String> lines(FamilyReport report) {
        FamilyText text = new FamilyText(report);
        text.head();
        text.parameters();
        text.members();
        text.verdicts();
        text.data();
        report.covariates().forEach(text::covariates);
        report.answers().forEach(text::answer);
        return text.lines;
    }

    private void head() {
        String day = report.asOf().isEmpty() ? "" : " as of " + report.asOf();
        say(
                "users       %,.0f with %,.0f repeat purchases%s; rates in %s",
                report.users(), report.repeats(), day, report.unit());
        say(
                "window      %.0f days, starting %.0f days after the last visible one",
                report.horizonDays(), report.gapDays());
        say("");
    }

    private void parameters() {
        say("%-14s %-10s %12s %12s   %s", "member", "parameter", "value", "s.e.", "90 % interval");
        for (FamilyReport.Member member : report.members()) {
            member.parameters().forEach(parameter -> parameter(member.family(), parameter));
        }
        report.baskets()
                .forEach(baskets -> baskets.parameters().forEach(parameter -> parameter(baskets.model(), parameter)));
        say("");
    }

    private void parameter(String member, FamilyReport.Parameter p) {
        say(
                "%-14s %-10s %12s %12s   %s",
                member, p.name(), number(p.value()), number(p.error()), interval(p.interval()));
    }

    private void members() {
        say(
                "%-14s %14s %9s %8s   %-24s %-24s %s",
                "member", "log-likelihood", "over NBD", "p", "purchases", "buyers", "alive");
        for (FamilyReport.Member member : report.members()) {
            say(
                    "%-14s %14.3f %9.2f %8s   %-24s %-24s %s",
                    member.family(),
                    member.logLikelihood(),
                    member.overNbd(),
                    member.test().stream().map(FamilyText::p).findFirst().orElse("-"),
                    total(member.sums().purchases()),
                    total(member.sums().buyers()),
                    total(member.sums().alive()));
        }
        report.baskets().stream()
                .filter(baskets -> !Double.isNaN(baskets.logLikelihood()))
                .forEach(baskets -> say("%-14s %14.3f", baskets.model(), baskets.logLikelihood()));
        say("");
    }

    private void verdicts() {
        report.members()
                .forEach(member -> say(
                        "verdict     %s",
                        member.identified() ? member.family() + " is identified." : member.verdict()));
        report.baskets().forEach(baskets -> say("verdict     %s", baskets.verdict()));
        report.warnings().forEach(warning -> say("warning     %s", warning));
        say(
                "served      %s: %s",
                String.join(", ", report.served().members()), report.served().why());
        say("P(alive)    %s", report.served().aliveShown() ? "shown" : "not shown");
    }

    private void data() {
        report.regularity()
                .forEach(r -> say(
                        "regularity  k = %.2f (s.e. %.2f) by the gaps of %,d users, p = %s against random; Wheat-Morrison k = %.2f",
                        r.steps(), r.error(), r.users(), p(r.test()), r.wheatMorrison()));
        report.baskets()
                .forEach(baskets -> say(
                        "baskets     mean %.2f; correlation with repeats %.3f, 90 %% interval %s, p = %s",
                        baskets.populationMean(),
                        baskets.independence().correlation(),
                        interval(baskets.independence().interval()),
                        p(baskets.independence().pValue())));
    }

    private void covariates(CovariateFit fit) {
        say("");
        say(
                "%s with covariates: log-likelihood %.3f, %s",
                fit.family().title(),
                fit.logLikelihood() + report.repeats() * logUnit(),
                fit.verdict().identified()
                        ? "p = " + p(fit.test()) + " against none"
                        : "not tested against none; " + fit.verdict().message());
        say("%-14s %-20s %12s %12s   %s", "", "covariate", "effect", "s.e.", "90 % interval");
        fit.buying().forEach(c -> coefficient("buying", c));
        fit.leaving().forEach(c -> coefficient("leaving", c));
    }

    private void coefficient(String on, CovariateFit.Coefficient c) {
        say(
                "%-14s %-20s %12s %12s   %s",
                on, c.covariate(), number(c.value()), number(c.error()), interval(c.interval()));
    }

    private double logUnit() {
        return StrictMath.log(
                TimeUnit.valueOf(report.unit().toUpperCase(Locale.ROOT)).days());
    }

    private void answer(FamilyReport.Answer a) {
        say("");
        say(
                "user %s: %.0f repeats, the last %.0f days after the first purchase, %.0f days old",
                a.user(), a.repeats(), a.lastRepeatDays(), a.ageDays());
        say(
                "  P(alive) %s, P(buys in the window) %.4f, expected purchases %.4f",
                Double.isNaN(a.alive()) ? "-" : String.format(Locale.ROOT, "%.4f", a.alive()),
                a.anyPurchase(),
                a.expected());
        say(
                "  discounted purchases still to come %.4f, a basket of %s, so worth %s",
                a.residualPurchases(), number(a.expectedBasket()), number(a.residualPurchases() * a.expectedBasket()));
    }

    private static String total(WindowSums.Total total) {
        Interval interval = total.interval();
        return Double.isNaN(interval.low())
                ? String.format(Locale.ROOT, "%.0f", total.value())
                : String.format(Locale.ROOT, "%.0f (%.0f to %.0f)", total.value(), interval.low(), interval.high());
    }

    private static String interval(Interval interval) {
        return Double.isNaN(interval.low()) ? "-" : number(interval.low()) + " to " + number(interval.high());
    }

    private static String p(LikelihoodRatio test) {
        return p(test.pValue());
    }

    private static String p(double p) {
        if (Double.isNaN(p)) {
            return "-";
        }
        return p < 1e-4 ? "<1e-4" : String.format(Locale.ROOT, "%.4f", p);
    }

    private static String number(double number) {
        if (Double.isNaN(number)) {
            return "-";
        }
        double size = Math.abs(number);
        boolean plain = size == 0 || (size >= 1e-3 && size < 1e6);
        return String.format(
                Locale.ROOT, !plain ? "%.3g" : size >= 1_000 ? "%.0f" : size >= 100 ? "%.2f" : "%.4f", number);
    }

    private void say(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values).stripTrailing());
    }
}
