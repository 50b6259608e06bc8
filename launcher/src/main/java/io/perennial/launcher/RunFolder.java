package io.perennial.launcher;

import java.nio.file.Path;

/**
 * The folder of a run and where its parts lie.
 *
 * @param root the folder given as {@code --out}
 */
record RunFolder(Path root) {

    /** Raw logs of a simulated population. */
    Path raw() {
        return root.resolve("raw");
    }

    /** Events, ledger and quarantine. */
    Path log() {
        return root.resolve("log");
    }

    /** Features by day, and the plan of learning. */
    Path snapshots() {
        return root.resolve("snapshots");
    }

    /** Candidates fitted by Spark MLlib, where asked for. */
    Path candidates() {
        return root.resolve("candidates");
    }

    /** How the candidates were judged. */
    Path training() {
        return root.resolve("training");
    }

    /** Everybody's scores as Parquet. */
    Path scores() {
        return root.resolve("scores");
    }

    /** Everybody's scores as text, where asked for. */
    Path scoresCsv() {
        return root.resolve("scores.csv");
    }

    /** The counts and totals of the scores. */
    Path scoresSummary() {
        return root.resolve("scores.json");
    }

    /** The population bundle. */
    Path bundle() {
        return root.resolve("bundle");
    }

    /** The page for managers. */
    Path report() {
        return root.resolve("report");
    }

    /** Which steps are done, and with what. */
    Path finishedSteps() {
        return root.resolve("steps.json");
    }

    /** What is locked while a run writes here. */
    Path lock() {
        return root.resolve(".lock-run");
    }

    /** What Spark writes while it works; nobody else's. */
    Path scratch() {
        return root.resolve(".tmp-spark");
    }

    /** The registry of a run that is given none. */
    Path ownRegistry() {
        return root.resolve("models");
    }
}
