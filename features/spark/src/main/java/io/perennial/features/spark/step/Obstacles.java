package io.perennial.features.spark.step;

import io.perennial.features.failure.Causes;
import io.perennial.features.failure.Obstacle;
import io.perennial.features.spark.mapping.WrongUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.SparkEnv;

/** Tells what a machine refused a step, and in which of the folders it writes to. */
public final class Obstacles {

    private Obstacles() {}

    /**
     * The failure in words where the machine is the cause; the failure itself where it is not.
     *
     * @param out the folder the step makes, on this disk or another
     */
    public static RuntimeException told(Exception failure, String out) {
        RuntimeException itself =
                failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
        return isTold(failure)
                ? itself
                : Obstacle.in(failure)
                        .map(obstacle -> told(obstacle, out, failure))
                        .orElse(itself);
    }

    /** Whether we said ourselves what is wrong: Spark wraps what a task throws, and repeats its words. */
    private static boolean isTold(Throwable failure) {
        return Causes.of(failure).anyMatch(cause -> cause instanceof StepFailed || cause instanceof WrongUse);
    }

    private static RuntimeException told(Obstacle obstacle, String out, Exception failure) {
        String text = obstacle.sentence(obstacle == Obstacle.DISK_FULL ? fullest(out) : "cannot write " + out);
        return obstacle.isWrongUse() ? new WrongUse(text, failure) : new StepFailed(text, failure);
    }

    /** The system does not say which disk is full: it is the one with the least room. */
    private static String fullest(String out) {
        Path scratch = scratch().stream()
                .min(Comparator.comparingLong(Obstacles::room))
                .orElseThrow();
        boolean isScratch = out.contains("://") || room(scratch) < room(Path.of(out));
        return isScratch
                ? "cannot write Spark's temporary files in " + scratch + " (SPARK_LOCAL_DIRS names another place)"
                : "cannot write " + out;
    }

    private static List<Path> scratch() {
        String standard = System.getenv().getOrDefault("SPARK_LOCAL_DIRS", System.getProperty("java.io.tmpdir"));
        SparkEnv spark = SparkEnv.get();
        String configured = spark == null ? standard : spark.conf().get("spark.local.dir", standard);
        return Arrays.stream(configured.split(",")).map(Path::of).toList();
    }

    private static long room(Path folder) {
        try {
            Path there = folder.toAbsolutePath();
            while (!Files.exists(there)) {
                there = there.getParent();
            }
            return Files.getFileStore(there).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE; // a folder that cannot be asked is not the one to name
        }
    }
}
