package io.perennial.mllib;

import io.perennial.features.spark.step.StepFolder;
import io.perennial.scoring.file.FileStamp;
import io.perennial.scoring.graph.GraphWriter;
import io.perennial.training.churn.Enough;
import io.perennial.training.data.Portion;
import io.perennial.training.fitted.FittedFile;
import io.perennial.training.learner.Learned;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.learner.Preparation;
import io.perennial.training.publish.Equality;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Fits families to one portion of the rows.
 *
 * @param portion     which rows
 * @param count       how many they are
 * @param sample      some of their feature vectors, to learn preparation from and to prove equality on
 * @param horizonDays length of the outcome window
 * @param seed        of folds and of everything random
 */
@SuppressWarnings("ArrayRecordComponent") // A sample of rows, never compared.
record PortionFit(Portion portion, PortionCount count, double[][] sample, int horizonDays, long seed) {

    /**
     * Why nothing can be learned from the rows, or empty where something can. As of candidates of this process, users are
     * counted where a family is chosen and where it is refitted; without one fold both outcomes are all it takes.
     */
    Optional<String> obstacle() {
        return (portion.isWithoutFold()
                        ? oneOutcome()
                        : Enough.lacking(count.users(), count.churners(), count.stayers()))
                .or(() -> Preparation.findsNothing(sample)
                        ? Optional.of("no feature varies between users")
                        : Optional.empty());
    }

    private Optional<String> oneOutcome() {
        boolean both = count.churners() > 0 && count.stayers() > 0;
        return both ? Optional.empty() : Optional.of("without one fold of users all have the same outcome");
    }

    /** Fits a family, proves the published form equal to MLlib and writes it to the folder being made. */
    FittedFile.Fit write(Family family, Dataset<Row> rows, StepFolder folder) {
        int featureCount = sample[0].length;
        Columns columns = family.columns(sample);
        Dataset<Row> instances = new Instances(portion, seed, columns.graph(featureCount)).of(rows);
        Learned learned = family.fit(instances, count, new Family.Context(columns, seed, horizonDays));
        Equality equality = Equality.prove(family.id(), learned, sample);
        ModelDraft draft = new ModelDraft(featureCount);
        draft.output(FittedFile.OUTPUT, learned.addTo(draft));
        byte[] graph = GraphWriter.write(draft.build());
        String name = family.word() + "-" + portion.id();
        folder.write(name + ".graph", graph);
        learned.origin().ifPresent(origin -> folder.write(name + "-" + origin.fileName(), origin.bytes()));
        return new FittedFile.Fit(
                portion.id(), name + ".graph", FileStamp.of(graph).sha256(), equality.rows(), equality.worst());
    }
}
