package io.perennial.training.bench;

import io.perennial.training.bench.ServeReport.Against;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the server's measurements are held against. */
final class ServeBars {

    private final List<Measured> all;

    ServeBars(List<Measured> all) {
        this.all = List.copyOf(all);
    }

    /** All of them, in the order they are told. */
    List<Against> all(int batch) {
        List<Against> bars = new ArrayList<>(rates());
        bars.addAll(latencies());
        bars.add(Against.atLeast(
                "rows of a JSON batch a second of core",
                ours(ServePlans.batch(batch)).perCoreSecond(),
                60_000));
        bars.addAll(explanations());
        return bars;
    }

    private List<Against> rates() {
        double infer = ours(ServePlans.INFER + ServePlans.CLOSED).perCoreSecond();
        double hello = of(ServePeers.HELLO, ServePlans.CLOSED).perCoreSecond();
        double alone = of(ServePeers.HELLO, ServePlans.ALONE).perCoreSecond();
        List<Against> bars = new ArrayList<>();
        bars.add(Against.atLeast("one-row scores a second of core", infer, 20_000));
        bars.add(Against.atLeast("one-row scores by hello-world's, per second of core", infer / hello, 0.7));
        bars.add(Against.atLeast("one-row scores by those of hello-world on Jetty alone", infer / alone, 0.7));
        find(ServePeers.FASTAPI, ServePlans.CLOSED)
                .ifPresent(fastapi -> bars.add(Against.atLeast(
                        "one-row scores by FastAPI's, per second of core", infer / fastapi.perCoreSecond(), 8)));
        return bars;
    }

    private List<Against> latencies() {
        Measured echo = of(ServePeers.ECHO, ServePlans.STEADILY);
        Measured steady = ours(ServePlans.INFER + ServePlans.STEADILY);
        return List.of(
                Against.atMost("p50 at 1,000/s, ms", steady.millis(50), 0.25),
                Against.atMost("p99 at 1,000/s, ms", steady.millis(99), 1),
                Against.atMost("p99.9 at 1,000/s less echo's, ms", steady.millis(99.9) - echo.millis(99.9), 2));
    }

    private List<Against> explanations() {
        Measured full = of(ServePeers.COMPANY, ServePlans.FULL);
        Measured months = of(ServePeers.COMPANY, ServePlans.MONTHS);
        Measured alone = of(ServePeers.COMPANY, ServePlans.INFER + ServePlans.STEADILY);
        Measured beside = of(ServePeers.COMPANY, ServePlans.BESIDE);
        return List.of(
                Against.atLeast(
                        "V1 explanations a second of core",
                        ours("V1" + ServePlans.EXPLAIN).perCoreSecond(),
                        500),
                Against.atLeast(
                        "V2 explanations a second of core",
                        ours("V2" + ServePlans.EXPLAIN).perCoreSecond(),
                        500),
                Against.atMost("p50 of a full explanation, ms", full.millis(50), 15),
                Against.atLeast("full explanations a second of core", full.perCoreSecond(), 80),
                Against.atMost("p50 of the months of a trend, ms", months.millis(50), 60),
                Against.atMost(
                        "p99 beside full explanations less p99 alone, ms", beside.millis(99) - alone.millis(99), 2));
    }

    private Measured ours(String what) {
        return of(ServePeers.OURS, what);
    }

    private Measured of(String who, String what) {
        return find(who, what).orElseThrow();
    }

    private Optional<Measured> find(String who, String what) {
        return all.stream()
                .filter(one -> one.who().equals(who) && one.what().equals(what))
                .findFirst();
    }
}
