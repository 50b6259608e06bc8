package io.perennial.http.routes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.http.alarm.AlarmKind;
import io.perennial.http.alarm.AlarmRules;
import io.perennial.http.decision.DecisionLog;
import io.perennial.http.ledger.LiveLedger;
import io.perennial.http.live.Arm;
import io.perennial.http.live.LiveState;
import io.perennial.http.live.ModelCalls;
import io.perennial.http.live.ServingState;
import io.perennial.http.quality.QualityCheck;
import io.perennial.http.store.EventStore;
import io.perennial.http.survey.Surveys;
import io.perennial.http.traffic.Comparison;
import io.perennial.http.traffic.Traffic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** What the server counts and times. */
public final class Metrics {

    static final String CONTENT_TYPE = "text/plain;version=0.0.4;charset=utf-8";

    /** Bounds of the histogram of times: a score takes some fifty microseconds, an explanation up to seconds. */
    private static final Duration[] BOUNDS = LongStream.of(
                    50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
                    1_000_000, 2_500_000)
            .mapToObj(micros -> Duration.ofNanos(1_000 * micros))
            .toArray(Duration[]::new);

    private record Key(String route, String method, int status) {}

    private final PrometheusMeterRegistry meters = registry();
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();
    private final ModelCalls calls = new ModelMeters(meters);
    // There from the start, at nothing: how much a count has grown can be told of what was there before it grew.
    private final Function<String, Counter> events = counters(
            "perennial.events",
            "live events that were sent, by what became of them",
            "outcome",
            List.of("accepted", "duplicate", "refused"));
    private final Function<String, Counter> withheld = counters(
            "perennial.withheld",
            "answers that were withheld since their numbers can't be",
            "kind",
            List.of("score", "explanation"));
    private final Counter notCounted = Counter.builder("perennial.events.not.counted")
            .description("live events that were kept and no score reads")
            .register(meters);
    private volatile Runnable beforeTold = () -> {};

    /** Meters over a live state. */
    public Metrics(LiveState live) {
        watchProcess();
        watch(live);
    }

    /** Without names that Prometheus does not want: nanoseconds, told in seconds below, and a count that counts nothing. */
    private static PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config()
                .meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"))
                .meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"));
        return registry;
    }

    /** Tells how users fall into arms, and what challengers say unseen. */
    public void watch(Traffic traffic) {
        count(
                "perennial.sample.ratio.suspicious",
                "1 where users fell into arms as they can hardly by chance",
                traffic,
                on -> on.ratio().isSuspicious() ? 1 : 0);
        count(
                "perennial.shadow.compared",
                "scores of champion and challenger compared unseen",
                traffic,
                on -> on.comparison().map(Comparison::compared).orElse(0L));
        count("perennial.shadow.dropped", "scores the challenger had no time for", traffic, on -> on.comparison()
                .map(Comparison::dropped)
                .orElse(0L));
        count(
                "perennial.shadow.difference",
                "mean difference of churn, challenger less champion",
                traffic,
                on -> on.comparison().map(Comparison::mean).orElse(Double.NaN));
        for (Arm arm : Arm.values()) {
            Gauge.builder("perennial.arm.users", traffic, on -> on.users().getOrDefault(arm, 0))
                    .description("users counted in an arm since the challenger last changed, a sample of all")
                    .tag("arm", arm.id())
                    .register(meters);
        }
    }

    private void watchProcess() {
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        FunctionCounter.builder("process.cpu", ProcessHandle.current(), Metrics::processorSeconds)
                .baseUnit("seconds")
                .description("processor time the process has taken")
                .register(meters);
    }

    private void watch(LiveState live) {
        gauge("perennial.ready", "1 where models may answer", live, state -> state.isReady() ? 1 : 0);
        gauge("perennial.refused", "versions that may not answer", live, state -> state.refusals()
                .size());
        gauge("perennial.users", "users of the population", live, state -> state.population()
                .map(served -> served.population().header().users())
                .orElse(0));
        for (String name : new String[] {"churn", "ltv", "trend"}) {
            Gauge.builder("perennial.model.version", live, state -> version(state.state(), name))
                    .description("version that answers; 0 for none")
                    .tag("model", name)
                    .register(meters);
        }
    }

    /** A request was answered. */
    public void answered(String route, String method, int status, long nanos) {
        timers.computeIfAbsent(new Key(route, method, status), this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Counts what is asked of versions. */
    public ModelCalls calls() {
        return calls;
    }

    /** Live events were sent, and this became of so many. */
    void events(String outcome, int count) {
        events.apply(outcome).increment(count);
    }

    /** Tells how alarms stand in the population that was counted last. */
    public void watch(Surveys surveys, AlarmRules rules) {
        for (AlarmKind kind : AlarmKind.values()) {
            Gauge.builder("perennial.alarm", surveys, of -> standing(of, rules, kind))
                    .description(
                            "how an alarm stands: 0 green, 1 amber, 2 red, -1 where nothing can be said or it is off")
                    .tag("alarm", kind.id())
                    .register(meters);
        }
    }

    private static int standing(Surveys surveys, AlarmRules rules, AlarmKind kind) {
        return surveys.counted().stream()
                .flatMap(survey -> rules.judge(survey.signals()).stream())
                .filter(alarm -> alarm.kind() == kind)
                .mapToInt(alarm -> switch (alarm.colour()) {
                    case NONE -> -1;
                    case GREEN -> 0;
                    case AMBER -> 1;
                    case RED -> 2;
                })
                .findFirst()
                .orElse(-1);
    }

    /** A score or an explanation was withheld, since its numbers can't be. */
    void withheld(String kind) {
        withheld.apply(kind).increment();
    }

    /** So many live events were kept that no score reads. */
    void notCounted(int count) {
        notCounted.increment(count);
    }

    /**
     * Tells how long ago the newest day with events began that scores may read: a feed that died shows here, and nowhere in
     * scores, which take days without events for silence. Where the store hangs, the day last known is told.
     */
    public void watch(LiveLedger ledger, LiveState live, Clock clock) {
        LastKnown<Optional<Instant>> newest =
                new LastKnown<>(() -> newestEvent(ledger, live.state()), Optional.empty());
        Gauge.builder("perennial.event.age", newest, known -> known.get()
                        .map(begin -> Duration.between(begin, clock.instant()).toMillis() / 1e3)
                        .orElse(Double.NaN))
                .baseUnit("seconds")
                .description("since the newest day with events began that scores may read; NaN where none came")
                .strongReference(true)
                .register(meters);
    }

    /** When the newest day with events began. */
    private static Optional<Instant> newestEvent(LiveLedger ledger, ServingState state) {
        return state.scorer()
                .filter(scorer -> scorer.schema() instanceof FeatureSchema)
                .map(scorer -> (FeatureSchema) scorer.schema())
                .flatMap(schema -> ledger.day(state.population(), schema)
                        .newestEvent()
                        .map(day ->
                                day.atStartOfDay(schema.context().log().zone()).toInstant()));
    }

    /** Tells whether the store of live events answers and keeps what it is sent. */
    public void watch(EventStore store) {
        Gauge.builder("perennial.store.up", store, of -> of.isUp() ? 1 : 0)
                .description("1 where the store of live events answers and kept what it was sent last")
                .strongReference(true)
                .register(meters);
    }

    /** Counts what a decision log takes and what it could not write. */
    public void watch(DecisionLog log) {
        FunctionCounter.builder("perennial.decisions", log, DecisionLog::taken)
                .description("answers taken into the decision log")
                .register(meters);
        FunctionCounter.builder("perennial.decisions.dropped", log, DecisionLog::dropped)
                .description("answers that the decision log could not write")
                .register(meters);
    }

    /** Tells how far the scores that the champion of churn gave today lie from its references. */
    public void watch(QualityCheck quality, LiveState live) {
        DriftGauge gauge = new DriftGauge(
                meters, () -> live.state().scorer().map(scorer -> scorer.churn().id()), quality::today);
        beforeTold = gauge::tell;
    }

    /** Everything in Prometheus' text format. */
    String text() {
        beforeTold.run();
        return meters.scrape();
    }

    private Function<String, Counter> counters(String name, String about, String label, List<String> values) {
        Map<String, Counter> all = new HashMap<>();
        values.forEach(value -> all.put(
                value,
                Counter.builder(name).description(about).tag(label, value).register(meters)));
        return all::get;
    }

    private Timer timer(Key key) {
        return Timer.builder("perennial.request")
                .description("answered requests")
                .tags("route", key.route(), "method", key.method(), "status", Integer.toString(key.status()))
                .serviceLevelObjectives(BOUNDS)
                .register(meters);
    }

    private void count(String name, String about, Traffic traffic, ToDoubleFunction<Traffic> value) {
        Gauge.builder(name, traffic, value).description(about).register(meters);
    }

    private void gauge(String name, String about, LiveState live, ToDoubleFunction<ServingState> value) {
        Gauge.builder(name, live, state -> value.applyAsDouble(state.state()))
                .description(about)
                .register(meters);
    }

    private static double processorSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e9;
    }

    private static int version(ServingState state, String name) {
        return state.models().stream()
                .filter(model -> model.id().name().equals(name))
                .mapToInt(model -> model.id().version())
                .findFirst()
                .orElse(0);
    }
}
