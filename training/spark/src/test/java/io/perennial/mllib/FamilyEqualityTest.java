package io.perennial.mllib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.time.LearningPlan.Role;
import io.perennial.features.time.LearningPlan.Rung;
import io.perennial.scoring.binary.BinaryFormatException;
import io.perennial.scoring.graph.GraphReader;
import io.perennial.scoring.graph.GraphWriter;
import io.perennial.training.data.Portion;
import io.perennial.training.evaluation.RankOrder;
import io.perennial.training.learner.Grafted;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is published says what MLlib says, on rows it never saw and with values missing. */
final class FamilyEqualityTest {

    private static final int HORIZON = 60;
    private static final Portion ALL = last(Portion.of(Rung.CROSS_FITTED));
    private static final List<Person> LEARNED_FROM = people(1, 400);

    /** What each family learned from one partition. */
    private static final Map<Family, Learned> LEARNED = new HashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // A vector of numbers, never compared.
    private record Person(String user, double[] features, double churned, double days) {

        Row row(int asOf) {
            return RowFactory.create(user, asOf, Role.TRAIN.name(), churned, days, Vectors.dense(features));
        }
    }

    static List<Family> families() {
        return List.of(new LogisticFamily(20, 40), new BoostedFamily(6, 3, 0.3, 32, 5), new SurvivalFamily(40));
    }

    private static Portion last(List<Portion> portions) {
        return portions.get(portions.size() - 1);
    }

    /** A signal in the first column, a second that is often missing where users leave, a constant, an empty one. */
    private static List<Person> people(long seed, int size) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            double silence = 100 * random.nextDouble();
            boolean churned = random.nextDouble() < 1 / (1 + StrictMath.exp((50 - silence) / 12));
            double basket = random.nextDouble() < (churned ? 0.4 : 0.1) ? Double.NaN : random.nextInt(50);
            double[] features = {silence, basket, StrictMath.exp(8 * random.nextDouble()), 7, Double.NaN};
            people.add(new Person(
                    "u" + i,
                    features,
                    churned ? 1 : 0,
                    churned ? HORIZON : 1 + random.nextInt((int) silence + 1) % 59));
        }
        return people;
    }

    private static double[][] features(List<Person> people) {
        return people.stream().map(Person::features).toArray(double[][]::new);
    }

    private static Dataset<Row> rows(int partitions) {
        List<Row> rows = LEARNED_FROM.stream().map(person -> person.row(100)).toList();
        return Shop.spark()
                .createDataFrame(rows, LabelledRows.SCHEMA)
                .repartition(partitions, functions.col("user"))
                .sortWithinPartitions("user", "as_of");
    }

    private static Learned learned(Family family) {
        return LEARNED.computeIfAbsent(family, unseen -> fit(unseen, 1));
    }

    private static Learned fit(Family family, int partitions) {
        double[][] sample = features(LEARNED_FROM);
        Columns columns = family.columns(sample);
        Dataset<Row> rows = rows(partitions);
        PortionCount count = PortionCount.of(rows, List.of(ALL), 1).get(0);
        assertEquals(LEARNED_FROM.size(), count.users());
        Instances instances = new Instances(ALL, 1, columns.graph(sample[0].length));
        return family.fit(instances.of(rows), count, new Family.Context(columns, 1, HORIZON));
    }

    private static Learned published(Learned learned) throws BinaryFormatException {
        ModelDraft draft = new ModelDraft(LEARNED_FROM.get(0).features().length);
        draft.output("score", learned.addTo(draft));
        byte[] bytes = GraphWriter.write(draft.build());
        return new Grafted(GraphReader.read(bytes), "score", new Learned.Proof(0, 0));
    }

    @ParameterizedTest
    @MethodSource("families")
    void the_published_form_equals_mllib(Family family) throws BinaryFormatException {
        Learned learned = learned(family);
        double[][] unseen = features(people(99, 2_000));
        double[] ours = published(learned).predict(unseen);
        double[] theirs = learned.origin().orElseThrow().predict(unseen);
        double worst = 0;
        for (int i = 0; i < ours.length; i++) {
            worst = Math.max(worst, Math.abs(ours[i] - theirs[i]) / Math.max(1, Math.abs(theirs[i])));
        }
        assertTrue(worst <= 1e-9, "worst relative difference " + worst);
        assertTrue(Arrays.stream(ours).distinct().count() > 10, "the model says the same for everybody");
    }

    @ParameterizedTest
    @MethodSource("families")
    void it_finds_the_signal_and_the_meaning_of_what_is_missing(Family family) {
        List<Person> people = people(7, 2_000);
        double[] said = learned(family).predict(features(people));
        double[] churned = people.stream().mapToDouble(Person::churned).toArray();
        double[] ones = new double[churned.length];
        Arrays.fill(ones, 1);
        double auc = RankOrder.of(said).auc(churned, ones);
        assertTrue(auc > 0.9, "AUC " + auc);
    }

    @ParameterizedTest
    @MethodSource("families")
    void partitions_change_no_more_than_the_last_digits(Family family) {
        double[][] unseen = features(people(98, 500));
        double[] one = learned(family).predict(unseen);
        double[] four = fit(family, 4).predict(unseen);
        for (int i = 0; i < one.length; i++) {
            assertEquals(one[i], four[i], 1e-5 * Math.max(1, Math.abs(one[i])), family.id() + " row " + i);
        }
    }
}
