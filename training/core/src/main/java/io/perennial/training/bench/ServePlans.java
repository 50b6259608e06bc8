package io.perennial.training.bench;

import io.perennial.training.bench.ServedCompany.Person;
import io.perennial.training.load.Exchange;
import io.perennial.training.load.Peer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What is asked of every server, in the order it is measured and told. */
final class ServePlans {

    static final double STEADY = 1_000;

    static final String CLOSED = "1 row, closed loop";
    static final String STEADILY = "1 row, " + (int) STEADY + "/s";
    static final String INFER = "V2 infer, ";
    static final String EXPLAIN = " explain, " + CLOSED;
    static final String FULL = "full explanation, 1 user, closed loop";
    static final String MONTHS = "months of the trend, 1 user, closed loop";

    private static final double EXPLAINED = 20;
    static final String BESIDE = INFER + STEADILY + ", beside " + (int) EXPLAINED + " full/s";

    /** Hello-world before Javalin sees the request, as our own scores and reasons are answered. */
    static final String ALONE = "Jetty alone, " + CLOSED;

    private static final String V1 = "/v1/models/churn:";
    private static final String V2 = "/v2/models/churn/";

    private final ServePeers peers;
    private final ServeBodies bodies;
    private final double[] one;
    private final double[] batch;

    /**
     * Plans that ask for the scores of a batch of rows.
     *
     * @param batch what each row must be given
     */
    ServePlans(ServePeers peers, ServeBodies bodies, double[] batch) {
        this.peers = peers;
        this.bodies = bodies;
        this.one = Arrays.copyOf(batch, 1);
        this.batch = batch.clone();
    }

    static String batch(int rows) {
        return INFER + "batch of " + rows;
    }

    /** Those of the servers that compute nothing. */
    List<ServePlan> floors() {
        List<ServePlan> plans = new ArrayList<>();
        for (String name : List.of(ServePeers.ECHO, ServePeers.HELLO)) {
            Peer floor = peers.peer(name).orElseThrow();
            plans.add(ServePlan.closed(floor, CLOSED, bodies.instances("/hello"), 64));
            plans.add(ServePlan.steady(floor, STEADILY, bodies.instances("/hello"), 16, STEADY));
        }
        Peer hello = peers.peer(ServePeers.HELLO).orElseThrow();
        plans.add(ServePlan.closed(hello, ALONE, bodies.instances("/jetty"), 64));
        return plans;
    }

    /** Those of others that score the same trees. */
    List<ServePlan> others() {
        List<ServePlan> plans = new ArrayList<>();
        for (String name : List.of(ServePeers.SCORER, ServePeers.FASTAPI)) {
            peers.peer(name).ifPresent(peer -> {
                plans.add(ServePlan.closed(peer, CLOSED, bodies.instances("/predict"), 64)
                        .giving(one));
                plans.add(ServePlan.closed(peer, "batch of " + batch.length, bodies.batchOfInstances("/predict"), 2)
                        .giving(batch));
            });
        }
        return plans;
    }

    /** Those of our server over the same trees. */
    List<ServePlan> ours() {
        Peer ours = peers.ours();
        String infer = V2 + "infer";
        return List.of(
                ServePlan.closed(ours, "V1 predict, " + CLOSED, bodies.instances(V1 + "predict"), 64)
                        .giving(one),
                ServePlan.closed(ours, "V1 predict, 1 row by name, closed loop", bodies.named(V1 + "predict"), 64)
                        .giving(one),
                ServePlan.closed(ours, INFER + CLOSED, bodies.tensors(infer), 64)
                        .giving(one),
                ServePlan.closed(ours, "/v1/score, 1 row by name, closed loop", bodies.own("/v1/score"), 64)
                        .giving(one),
                ServePlan.steady(ours, INFER + STEADILY, bodies.tensors(infer), 16, STEADY)
                        .giving(one),
                ServePlan.closed(ours, batch(batch.length), bodies.batchOfTensors(infer), 2)
                        .giving(batch),
                ServePlan.closed(ours, batch(batch.length) + ", bytes", bodies.batchOfBytes(infer), 2)
                        .giving(batch),
                ServePlan.closed(ours, "V1" + EXPLAIN, bodies.instances(V1 + "explain"), 4)
                        .giving(one),
                ServePlan.closed(ours, "V2" + EXPLAIN, bodies.tensors(V2 + "versions/1/explain"), 4)
                        .giving(one));
    }

    /** Those of our server over a company's users. */
    List<ServePlan> ofCompany(ServedCompany company, List<Person> people) {
        Peer server = peers.company();
        Exchange full = explanations(people, "churn&compareTo=" + ServedCompany.EARLIER);
        double[][] rows =
                people.stream().map(person -> person.known().features()).toArray(double[][]::new);
        Exchange infer = new ServeBodies(rows, rows.length).tensors(V2 + "infer");
        double[] probability = first(people, company::probability);
        ServePlan steady =
                ServePlan.steady(server, INFER + STEADILY, infer, 16, STEADY).giving(probability);
        ServePlan beside = ServePlan.steady(server, "full explanations", full, 4, EXPLAINED);
        return List.of(
                ServePlan.closed(server, FULL, full, 1).giving(probability),
                ServePlan.closed(server, MONTHS, explanations(people, "trend"), 1)
                        .giving(first(people, company::trend)),
                ServePlan.closed(server, INFER + CLOSED, infer, 64).giving(probability),
                steady,
                steady.beside(beside, BESIDE));
    }

    private static Exchange explanations(List<Person> people, String target) {
        return Exchange.ofGets(people.stream()
                .map(person -> "/v1/users/" + person.user() + "/explanation?lang=en&target=" + target)
                .toList());
    }

    private static double[] first(List<Person> people, ToDoubleFunction<Person> number) {
        return new double[] {number.applyAsDouble(people.get(0))};
    }
}
