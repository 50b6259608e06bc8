package io.perennial.training.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.perennial.features.feature.TrendSequence;
import io.perennial.scoring.binary.BinaryFormatException;
import io.perennial.scoring.model.ModelLoader;
import io.perennial.scoring.population.Population;
import io.perennial.scoring.population.PopulationRow;
import io.perennial.scoring.registry.Registry;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.ScoreBytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The company that the bench of the server makes up can be served, and is what it is said to be. */
class ServedCompanyTest {

    @TempDir
    Path root;

    @Test
    void users_are_scored_as_the_library_says_by_the_second_of_two_releases() throws BinaryFormatException {
        Path models = root.resolve("models");
        ServedCompany company = ServedCompany.publish(models, 2_000, new ServedCompany.Learning(10, 3, 1), what -> {});
        Registry registry = Registry.at(models);
        for (String name : List.of("churn", "ltv", "trend")) {
            assertEquals(2, registry.champion(name).orElseThrow(), name);
        }
        assertEquals(
                32,
                ModelLoader.load(registry.open("churn", 2))
                        .references()
                        .orElseThrow()
                        .rows()
                        .size());
        Population population = Population.open(root.resolve("bundle"));
        List<ServedCompany.Person> people = company.people(100);
        assertEquals(100, people.size());
        Set<Double> scores = new TreeSet<>();
        for (ServedCompany.Person person : people) {
            PopulationRow row = population.user(person.user()).orElseThrow();
            Score score = ScoreBytes.read(row.score());
            double churn = score.churn().orElseThrow().probability();
            assertEquals(company.probability(person), churn, 1e-6);
            assertEquals(company.trend(person), score.trendTotal(), 1e-9);
            assertEquals(
                    TrendSequence.STEPS * TrendSequence.CHANNELS, person.known().sequence().length);
            scores.add(churn);
        }
        assertTrue(scores.size() > 10, scores.size() + " different scores");
    }
}
