package io.perennial.launcher.completion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * A module that holds commands.
 *
 * @param folder   where it is in an installation, such as {@code serving/http}
 * @param mainName its main class, which names its commands
 */
record CommandModule(String folder, String mainName) {

    /** All of them, as the script {@code perennial} starts them. */
    static final List<CommandModule> ALL = List.of(
            new CommandModule("launcher", "io.perennial.launcher.LauncherMain"),
            new CommandModule("training/core", "io.perennial.training.TrainingMain"),
            new CommandModule("features/simulator", "io.perennial.simulator.SimulatorMain"),
            new CommandModule("features/spark", "io.perennial.features.spark.FeaturesMain"),
            new CommandModule("training/spark", "io.perennial.mllib.MllibMain"),
            new CommandModule("serving/spark", "io.perennial.batch.BatchMain"),
            new CommandModule("serving/http", "io.perennial.http.HttpMain"));

    /**
     * The commands as their annotations describe them; none is run.
     *
     * @throws IllegalStateException where the module is not built
     */
    CommandLine commands(Path home) {
        try {
            // Never closed: command objects load what they refer to when they are asked.
            ClassLoader loader = new URLClassLoader(jars(home), CommandModule.class.getClassLoader());
            return new CommandLine(Class.forName(mainName, true, loader));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    home.resolve(folder) + " is not built, so its commands are unknown; run mvn package in " + home, e);
        } catch (IOException e) {
            throw new UncheckedIOException(home.resolve(folder) + " cannot be read", e);
        }
    }

    private URL[] jars(Path home) throws IOException {
        Path target = home.resolve(folder).resolve("target");
        List<URL> jars = new ArrayList<>();
        for (Path place : List.of(target, target.resolve("lib"))) {
            if (Files.isDirectory(place)) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(place, "*.jar")) {
                    for (Path file : files) {
                        jars.add(url(file));
                    }
                }
            }
        }
        return jars.toArray(URL[]::new);
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }
}
