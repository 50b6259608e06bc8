package io.perennial.features.spark.step;

import io.perennial.command.Build;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.types.StructType;

/**
 * What makes a step's result: the build, the step and the form of its tables. A folder is up to date where this and the
 * inputs are the same.
 */
public final class MadeBy {

    private final String text;

    /**
     * A step of a build.
     *
     * @param step    its name, with a number raised where it gives another result for the same inputs: of two builds
     *                with changes that are not committed, nothing else tells
     * @param tables  what it writes
     */
    public MadeBy(Build build, String step, StructType... tables) {
        String forms = Arrays.stream(tables).map(StructType::json).collect(Collectors.joining("\n"));
        this.text = step + " of " + build.version() + " " + build.commit() + "\n" + forms;
    }

    /** The hash of a result made of these inputs, lower-case hex. */
    public String fingerprint(String inputs) {
        return DigestUtils.sha256Hex(text + "\n" + inputs);
    }
}
