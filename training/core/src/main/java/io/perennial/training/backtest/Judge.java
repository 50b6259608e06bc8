package io.perennial.training.backtest;

import io.perennial.training.backtest.Family.Kind;
import io.perennial.training.backtest.TargetReport.DecileTable;
import io.perennial.training.backtest.TargetReport.Part;
import io.perennial.training.backtest.TargetReport.Slice;
import io.perennial.training.backtest.TargetReport.Tenth;
import io.perennial.training.evaluation.CalibrationBin;
import io.perennial.training.evaluation.ClusterBootstrap.Interval;
import io.perennial.training.evaluation.Decile;
import io.perennial.training.evaluation.PairedBootstrap;
import io.perennial.training.evaluation.PairedBootstrap.Drawn;
import io.perennial.training.evaluation.Slices;
import io.perennial.training.evaluation.Statistic;
import io.perennial.training.evaluation.Statistics;
import io.perennial.training.evaluation.SurvivalFigures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Judges all families of one target on the same cases, every figure with its interval and its differences to the best
 * naive rule, to the NBD family and to the champion on the same resampled users.
 *
 * @param draws resamples of users
 * @param seed  they depend on nothing else
 */
record Judge(int draws, long seed) {

    private static final int NOISE_DRAWS = 200;
    private static final double NOISE_LEVEL = 0.95;
    private static final int BINS = 10;

    /** Judges cases of everybody ever active; the main figures are of the eligible ones. */
    TargetReport judge(Cases everybody) {
        Cases cases = everybody.where(Person::eligible);
        Optional<Family> naive = bestNaive(cases);
        boolean isTrend = everybody.target() == Target.TREND;
        Cases three = everybody.only(family -> family.kind() == Kind.CHAMPION
                || family.id().equals(Family.NBD)
                || (isTrend && family.kind() == Kind.LEARNED)
                || naive.filter(best -> best.id().equals(family.id())).isPresent());
        Cases judged = three.where(Person::eligible);
        PartJudge parts = new PartJudge(judged, new PairedBootstrap(judged.users(), draws, seed));
        return new TargetReport(
                cases.target().id(),
                cases.target().gate(),
                cases.size(),
                cases.userCount(),
                mean(cases.actual()),
                naive.map(Family::id).orElse(""),
                families(cases, naive),
                part("everybody", three, naive),
                periods(cases, judged, naive),
                curve(cases),
                judged.families().stream()
                        .map(family -> deciles(judged, family))
                        .toList(),
                slices(judged, naive),
                cases.target() == Target.CHURN ? List.of() : parts.totals(),
                parts.coverage());
    }

    private List<Part> periods(Cases cases, Cases judged, Optional<Family> naive) {
        return cases.people().stream()
                .map(Person::asOf)
                .distinct()
                .map(day ->
                        part(LocalDate.ofEpochDay(day).toString(), judged.where(person -> person.asOf() == day), naive))
                .toList();
    }

    private List<Slice> slices(Cases judged, Optional<Family> naive) {
        return Slices.ALL.stream()
                .filter(slice -> !judged.parts(slice).isEmpty())
                .map(slice -> new Slice(
                        slice,
                        judged.parts(slice).stream()
                                .map(part -> part(
                                        part,
                                        judged.where(person ->
                                                part.equals(person.slices().get(slice))),
                                        naive))
                                .toList()))
                .toList();
    }

    /** Judges variants of one recipe on eligible users; each is compared with the whole recipe. */
    List<FamilyReport> variants(Cases everybody, String whole) {
        Cases cases = everybody.where(Person::eligible);
        return families(cases, cases.family(whole));
    }

    /** Judges curves of return; the opponent among rules is everybody's observed curve. */
    List<FamilyReport> curves(Curves curves) {
        PairedBootstrap bootstrap = new PairedBootstrap(curves.users(), draws, seed);
        Map<String, Map<String, Drawn>> drawn = new LinkedHashMap<>();
        curves.families()
                .forEach((id, said) -> drawn.put(id, bootstrap.of(SurvivalFigures.of(said, curves.intervals()))));
        List<Map<String, Drawn>> others = Stream.of(Curves.OBSERVED, Family.NBD, Family.CHAMPION)
                .map(id -> drawn.getOrDefault(id, Map.of()))
                .toList();
        return drawn.entrySet().stream()
                .map(of -> report(of.getKey(), Curves.kind(of.getKey()), of.getValue(), others))
                .toList();
    }

    private static Optional<Family> bestNaive(Cases cases) {
        double[] ones = ones(cases.size());
        return cases.families().stream()
                .filter(family -> family.kind() == Kind.NAIVE)
                .min(Comparator.comparingDouble(family -> gate(cases, family).of(ones)));
    }

    private static Statistic gate(Cases cases, Family family) {
        return cases.target()
                .figures(family.prediction(), cases.actual())
                .get(cases.target().gate());
    }

    private Part part(String name, Cases cases, Optional<Family> naive) {
        // A user's blocks and days depend on each other: what is enough is enough users.
        List<FamilyReport> families = cases.userCount() < Slices.LEAST ? List.of() : families(cases, naive);
        return new Part(name, cases.size(), cases.userCount(), mean(cases.actual()), families);
    }

    private List<FamilyReport> families(Cases cases, Optional<Family> naive) {
        PairedBootstrap bootstrap = new PairedBootstrap(cases.users(), draws, seed);
        Map<String, Map<String, Drawn>> drawn = new LinkedHashMap<>();
        for (Family family : cases.families()) {
            drawn.put(family.id(), bootstrap.of(figures(cases, family)));
        }
        List<Map<String, Drawn>> others = List.of(
                naive.map(best -> drawn.get(best.id())).orElse(Map.of()),
                drawn.getOrDefault(Family.NBD, Map.of()),
                drawn.getOrDefault(Family.CHAMPION, Map.of()));
        String gate = cases.target().gate();
        return cases.families().stream()
                .sorted(Comparator.<Family, Boolean>comparing(family -> family.kind() != Kind.CHAMPION)
                        .thenComparing(
                                family -> drawn.get(family.id()).get(gate).estimate()))
                .map(family ->
                        withNoise(cases, family, report(family.id(), family.kind(), drawn.get(family.id()), others)))
                .toList();
    }

    private static Map<String, Statistic> figures(Cases cases, Family family) {
        Map<String, Statistic> figures =
                new LinkedHashMap<>(cases.target().figures(family.prediction(), cases.actual()));
        double[] low = family.low();
        double[] high = family.high();
        double[] actual = cases.actual();
        if (family.hasInterval() && cases.target() != Target.CHURN) {
            figures.put(
                    "coverage",
                    Statistics.mean(actual.length, i -> actual[i] >= low[i] && actual[i] <= high[i] ? 1 : 0));
            figures.put("below", Statistics.mean(actual.length, i -> actual[i] < low[i] ? 1 : 0));
            figures.put("above", Statistics.mean(actual.length, i -> actual[i] > high[i] ? 1 : 0));
        }
        if (family.hasInterval()) {
            figures.put("interval_width", Statistics.mean(actual.length, i -> high[i] - low[i]));
        }
        return figures;
    }

    /** The others are the best naive rule, the NBD family and the champion. */
    private static FamilyReport report(
            String id, Kind kind, Map<String, Drawn> drawn, List<Map<String, Drawn>> others) {
        Map<String, Interval> figures = new LinkedHashMap<>();
        drawn.forEach((name, figure) -> figures.put(name, figure.interval()));
        figures.computeIfPresent("total_error", (name, signed) -> distance(signed));
        return new FamilyReport(
                id,
                kind.name().toLowerCase(Locale.ROOT),
                figures,
                differences(drawn, others.get(0)),
                differences(drawn, others.get(1)),
                differences(drawn, others.get(2)));
    }

    /** What is known of a distance: where its own side is not certain, nothing tells it from 0. */
    private static Interval distance(Interval signed) {
        return signed.low() < 0 ? new Interval(signed.estimate(), 0, Math.max(-signed.low(), signed.high())) : signed;
    }

    private FamilyReport withNoise(Cases cases, Family family, FamilyReport report) {
        if (cases.target() == Target.CHURN) {
            report.figures().put("ece_noise", new Interval(noise(family.prediction()), Double.NaN, Double.NaN));
        }
        return report;
    }

    private static Map<String, Interval> differences(Map<String, Drawn> ours, Map<String, Drawn> theirs) {
        Map<String, Interval> differences = new LinkedHashMap<>();
        ours.forEach((name, figure) -> {
            if (theirs.containsKey(name)) {
                differences.put(name, figure.minus(theirs.get(name)).interval());
            }
        });
        return differences;
    }

    /** The calibration error that 95 % of perfectly calibrated probabilities of these sizes stay below. */
    private double noise(double[] p) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] ones = ones(p.length);
        double[] errors = new double[NOISE_DRAWS];
        for (int draw = 0; draw < NOISE_DRAWS; draw++) {
            double[] outcome = Arrays.stream(p)
                    .map(chance -> random.nextDouble() < chance ? 1 : 0)
                    .toArray();
            errors[draw] = Statistics.ofChurn(p, outcome).get("ece").of(ones);
        }
        Arrays.sort(errors);
        return errors[(int) (NOISE_LEVEL * NOISE_DRAWS)];
    }

    private static List<CalibrationBin> curve(Cases cases) {
        return cases.family(Family.CHAMPION)
                .map(family -> CalibrationBin.of(family.prediction(), cases.actual(), ones(cases.size()), BINS))
                .orElse(List.of());
    }

    private static DecileTable deciles(Cases cases, Family family) {
        List<Tenth> tenths = new ArrayList<>();
        for (Decile decile : Decile.of(family.prediction(), cases.actual(), ones(cases.size()))) {
            double predicted = decile.predicted() * decile.rows();
            double actual = decile.actual() * decile.rows();
            tenths.add(new Tenth(
                    decile.decile(), decile.rows(), predicted, actual, actual == 0 ? Double.NaN : predicted / actual));
        }
        return new DecileTable(family.id(), tenths);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double[] ones(int size) {
        double[] ones = new double[size];
        Arrays.fill(ones, 1);
        return ones;
    }
}
