package io.perennial.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs steps one after the other, each in its own process, leaving out what is done already. */
final class Chain {

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
     * @return 0, or the exit code of the first step that failed
     */
    int run(List<Step> steps) throws IOException, InterruptedException {
        FinishedSteps finished = FinishedSteps.of(folder);
        String key = script.build();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String place = "[" + (i + 1) + "/" + steps.size() + "] " + step.command();
            key = FinishedSteps.key(key, step);
            if (finished.contains(step, key)) {
                progress.println(place + " is done already");
                continue;
            }
            progress.println(place + " ...");
            finished.remove(step);
            long start = System.nanoTime();
            int exit = run(step);
            if (exit != 0) {
                explainFailure(place, step, exit);
                return exit;
            }
            finished.add(step, key);
            progress.println(place + " took " + seconds(start) + " s");
        }
        return 0;
    }

    private int run(Step step) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(step.command()));
        words.addAll(step.arguments());
        return script.run(words);
    }

    private void explainFailure(String place, Step step, int exit) {
        progress.println(place + " failed with exit code " + exit + "; its message is above. This step alone is");
        progress.println("  " + step.commandLine());
        progress.println("Once the cause is mended, give the same command again: finished steps are not repeated.");
    }

    private static long seconds(long start) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start + TimeUnit.MILLISECONDS.toNanos(500));
    }
}
