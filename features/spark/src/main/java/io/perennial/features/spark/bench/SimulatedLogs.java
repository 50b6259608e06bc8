package io.perennial.features.spark.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The logs of a simulated company, made by the product's own {@code simulate} and one raw log made of them. */
final class SimulatedLogs {

    private static final String FINISHED = "simulation.json";

    private static final String TOLD = "told.sql";

    private static final String MONTH = "month.sql";

    private SimulatedLogs() {}

    /** Logs of so many users and 1,080 days without any mess, in a folder; made unless they are there. */
    static void simulate(Path folder, int users) {
        String script = System.getProperty("perennial.script");
        if (Files.exists(folder.resolve(FINISHED))) {
            return;
        }
        if (script == null) {
            throw new IllegalStateException("no logs in " + folder + "; run this as ./perennial bench features");
        }
        List<String> command =
                List.of(script, "simulate", "--tidy", "--users", Integer.toString(users), "--out", folder.toString());
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("perennial simulate failed; what it said stands above");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(script + " can't be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while logs were simulated", e);
        }
    }

    /**
     * Writes the raw log both sides read: the population so many times over, under other names, with a mess. One written
     * alike before is left as it is.
     */
    static void raw(DuckDb duck, Path simulated, Place place, int copies) {
        place.prepare();
        try {
            String wanted = copies + "\n" + Files.readString(simulated.resolve(FINISHED)) + DuckDb.resource(TOLD)
                    + DuckDb.resource(MONTH);
            Path written = place.root().resolve("csv.txt");
            if (Files.exists(written) && Files.readString(written).equals(wanted)) {
                return;
            }
            Files.deleteIfExists(written);
            Place.delete(place.csv());
            Files.createDirectories(place.csv());
            duck.run(TOLD, Map.of("simulated", simulated));
            for (String month : duck.texts("SELECT DISTINCT \"at\"[1:7] FROM told ORDER BY 1")) {
                duck.run(MONTH, Map.of("month", month, "csv", place.csv(), "copies", copies));
            }
            duck.execute("DROP TABLE told; DROP TABLE alias");
            Files.writeString(written, wanted);
        } catch (IOException e) {
            throw new UncheckedIOException("raw log " + place.csv() + " cannot be written", e);
        }
    }
}
