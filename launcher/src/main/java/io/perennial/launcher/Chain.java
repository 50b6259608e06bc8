package io.perennial.launcher;

import io.perennial.command.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs steps one after the other, each in its own process, leaving out what is done already. */
final class Chain {

    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    /** A process that a signal ended gives this and the signal's number. */
    private static final int SIGNALS = 128;

    private static final int INTERRUPT = 2;
    private static final int KILL = 9;
    private static final int TERMINATE = 15;

    private final Script script;
    private final RunFolder folder;
    private final PrintStream progress;

    Chain(Script script, RunFolder folder, PrintStream progress) {
        this.script = script;
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Runs the steps.
     *
     * @return 0, or how the first step that failed ended: 1 failed or was ended, 2 wrong use
     * @throws IllegalStateException where another run works in the folder
     */
    int run(List<Step> steps) throws IOException, InterruptedException {
        try (Scratch scratch = Scratch.of(folder);
                ChainProgress told = new ChainProgress(progress, Terminal.current(), System::nanoTime)) {
            return run(steps, scratch, told);
        }
    }

    private int run(List<Step> steps, Scratch scratch, ChainProgress told) throws IOException, InterruptedException {
        FinishedSteps finished = FinishedSteps.of(folder);
        String key = script.build();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String place = "[" + (i + 1) + "/" + steps.size() + "] " + step.command();
            key = FinishedSteps.key(key, step);
            if (finished.contains(step, key)) {
                told.say(place + " is done already");
                continue;
            }
            told.begin(place, steps.subList(i + 1, steps.size()));
            finished.remove(step);
            int exit = run(step, scratch, told);
            if (exit != 0) {
                told.stop();
                explainFailure(place, step, exit);
                return exit == WRONG_USE ? WRONG_USE : FAILED;
            }
            finished.add(step, key);
            key = FinishedSteps.after(step, key);
            told.end();
        }
        return 0;
    }

    private int run(Step step, Scratch scratch, ChainProgress told) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(step.command()));
        words.addAll(step.arguments());
        Map<String, String> environment =
                Map.of("SPARK_LOCAL_DIRS", scratch.folder().toAbsolutePath().toString());
        return told.isLive() ? script.run(words, environment, told::say) : script.run(words, environment);
    }

    private void explainFailure(String place, Step step, int exit) {
        // In one piece: where this process is being stopped as well, little time is left.
        progress.println(String.join(
                System.lineSeparator(),
                place + " " + ending(exit) + ". This step alone is",
                "  " + step.commandLine(),
                "Once the cause is mended, give the same command again: finished steps are not repeated."));
    }

    private static String ending(int exit) {
        return switch (exit - SIGNALS) {
            case INTERRUPT, TERMINATE -> "was stopped";
            case KILL ->
                "was killed; if nobody did it, the system did because memory ran out: give the machine more,"
                        + " or Java less by PERENNIAL_JAVA_OPTS=-Xmx4g";
            default -> "failed with exit code " + exit + "; its message is above";
        };
    }
}
