package io.perennial.training.fitted;

import io.perennial.scoring.binary.BinaryFormatException;
import io.perennial.scoring.file.FileStamp;
import io.perennial.scoring.graph.Graph;
import io.perennial.scoring.graph.GraphReader;
import io.perennial.scoring.graph.Input;
import io.perennial.training.churn.ChurnRecipe;
import io.perennial.training.churn.ChurnScore;
import io.perennial.training.data.Census;
import io.perennial.training.data.TrainingSet;
import io.perennial.training.data.UserSample;
import io.perennial.training.learner.Grafted;
import io.perennial.training.learner.Learned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the candidates of a folder, trusting nothing: other data, another seed or a changed byte are refused. */
public final class FittedCandidates {

    private final Path folder;
    private final Map<String, Census> portions;

    private FittedCandidates(Path folder, FittedFile file) {
        this.folder = folder;
        this.portions = file.portions().stream()
                .collect(Collectors.toMap(
                        FittedFile.Fitted::portion, portion -> new Census(portion.census()), (first, second) -> {
                            throw new IllegalArgumentException(FittedFile.NAME
                                    + " names a portion twice; fit the candidates again with `perennial mllib`");
                        }));
    }

    /**
     * The candidates.
     *
     * @param set    the snapshots they must have been fitted to
     * @param seed   the seed they must have been fitted with
     * @param sample the users of which the set holds all rows
     * @throws IOException              where a file can't be read
     * @throws IllegalArgumentException where they belong to something else, saying what to do
     */
    public static List<ChurnRecipe> read(Path folder, TrainingSet set, long seed, UserSample sample)
            throws IOException {
        Path place = folder.resolve(FittedFile.NAME);
        if (!Files.isRegularFile(place)) {
            throw new IllegalArgumentException(place + " does not exist; fit candidates first with `perennial mllib"
                    + " --snapshots DIR --out " + folder + "`");
        }
        FittedFile file = FittedFile.parse(place.toString(), Files.readString(place));
        requireSame(place, file, set, seed);
        FittedCandidates candidates = new FittedCandidates(folder, file);
        List<ChurnRecipe> recipes = new ArrayList<>();
        for (FittedFile.Family family : file.families()) {
            recipes.add(candidates.recipe(family, set, sample));
        }
        return recipes;
    }

    private static void requireSame(Path place, FittedFile file, TrainingSet set, long seed) {
        require(place, "as-of", file.asOf(), LocalDate.ofEpochDay(set.plan().asOf()));
        require(place, "data hash", file.dataHash(), set.plan().dataHash());
        require(place, "feature schema", file.schema(), set.schema().fingerprint());
        require(place, "seed", file.seed(), seed);
    }

    private static void require(Path place, String what, Object found, Object wanted) {
        if (!found.toString().equals(wanted.toString())) {
            throw new IllegalArgumentException(place + " was fitted with " + what + " " + found + ", here it is "
                    + wanted + "; fit the candidates again with `perennial mllib` on these snapshots with this seed");
        }
    }

    private ChurnRecipe recipe(FittedFile.Family family, TrainingSet set, UserSample sample) throws IOException {
        List<FittedRecipe.Fit> fits = new ArrayList<>();
        for (FittedFile.Fit fit : family.fits()) {
            Graph graph = graph(fit);
            requireReadable(fit, graph, set);
            Learned score = new Grafted(graph, FittedFile.OUTPUT, new Learned.Proof(fit.rows(), fit.worst()));
            fits.add(new FittedRecipe.Fit(census(fit), new ChurnScore(score, family.unit())));
        }
        Optional<String> obstacle = Optional.of(family.obstacle()).filter(text -> !text.isEmpty());
        return new FittedRecipe(family.id(), family.description(), obstacle, fits, sample);
    }

    /** A candidate of churn reads the features of these snapshots, and nothing else. */
    private void requireReadable(FittedFile.Fit fit, Graph graph, TrainingSet set) {
        int features = set.schema().features().size();
        if (graph.width(Input.Source.FEATURES) > features
                || graph.width(Input.Source.SEQUENCE) > 0
                || graph.width(Input.Source.UPSTREAM) > 0) {
            throw new IllegalArgumentException(folder.resolve(fit.graph()) + " reads more than the " + features
                    + " features there are; fit the candidates again with `perennial mllib`");
        }
    }

    private Census census(FittedFile.Fit fit) {
        Census census = portions.get(fit.portion());
        if (census == null) {
            throw new IllegalArgumentException(folder.resolve(FittedFile.NAME) + " names no rows of portion '"
                    + fit.portion() + "'; fit the candidates again with `perennial mllib`");
        }
        return census;
    }

    private Graph graph(FittedFile.Fit fit) throws IOException {
        Path file = folder.resolve(fit.graph());
        byte[] bytes = Files.readAllBytes(file);
        if (!FileStamp.of(bytes).sha256().equals(fit.sha256())) {
            throw new IllegalArgumentException(file + " is not what " + FittedFile.NAME
                    + " names; fit the candidates again with `perennial mllib`");
        }
        try {
            return GraphReader.read(bytes);
        } catch (BinaryFormatException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }
}
