package io.perennial.http.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What this machine offers a process.
 *
 * @param java        feature release of the JVM
 * @param memory      bytes of memory, of the container where there is one
 * @param cores       processors the JVM may use
 * @param here        bytes free where runs would be written
 * @param temporary   bytes free in the folder of temporary files; negative where nothing can be written there
 * @param runsThere   whether a file in the folder of temporary files may be executed, as native libraries are
 * @param fileNames   encoding in which file names are passed to the system
 * @param platform    system and processor, such as {@code linux-x86_64}
 * @param hasNatives  whether the installation brings native libraries for the platform
 */
record Machine(
        int java,
        long memory,
        int cores,
        long here,
        long temporary,
        boolean runsThere,
        String fileNames,
        String platform,
        boolean hasNatives) {

    private static final long SECONDS_TO_RUN = 10;

    /**
     * This machine.
     *
     * @param home the folder of the script {@code perennial}
     */
    static Machine current(Path home) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
        return new Machine(
                Runtime.version().feature(),
                system.getTotalMemorySize(),
                Runtime.getRuntime().availableProcessors(),
                free(Path.of("").toAbsolutePath()),
                free(temporary),
                runs(temporary),
                System.getProperty("sun.jnu.encoding", "unknown"),
                platform,
                hasNatives(home, platform));
    }

    /** The name under which native libraries are published for a system and a processor. */
    static String platform(String system, String processor) {
        String name = system.startsWith("Mac") ? "macosx" : system.startsWith("Windows") ? "windows" : "linux";
        String chip = processor.equals("aarch64") ? "arm64" : processor.equals("amd64") ? "x86_64" : processor;
        return name + "-" + chip;
    }

    private static long free(Path folder) {
        return Files.isWritable(folder) ? new File(folder.toString()).getUsableSpace() : -1;
    }

    private static boolean runs(Path folder) {
        try {
            Path file = Files.createTempFile(folder, "perennial-doctor", ".sh");
            try {
                Files.writeString(file, "#!/bin/sh\nexit 0\n");
                Process process =
                        file.toFile().setExecutable(true) ? new ProcessBuilder(file.toString()).start() : null;
                return process != null && process.waitFor(SECONDS_TO_RUN, TimeUnit.SECONDS) && process.exitValue() == 0;
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean hasNatives(Path home, String platform) {
        String[] jars = home.resolve("training/core/target/lib")
                .toFile()
                .list((folder, name) -> name.startsWith("nd4j-native-") && name.endsWith(platform + ".jar"));
        return jars != null && jars.length > 0;
    }
}
