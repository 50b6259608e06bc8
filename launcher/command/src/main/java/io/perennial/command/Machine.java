package io.perennial.command;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What kind of machine a bench ran on, without a name or a path of it.
 *
 * @param cores     processors the process may use
 * @param processor maker and family
 * @param load      mean number of runnable threads of the last minute; negative where it is not known
 * @param java      the JVM
 * @param heapMiB   the most memory its heap may take
 */
public record Machine(int cores, String processor, double load, String java, long heapMiB) {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    /** This machine, now. */
    public static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                thisProcessor(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private static String thisProcessor() {
        String unknown = System.getProperty("os.arch");
        if (!Files.isReadable(PROCESSORS)) {
            return unknown;
        }
        try (Stream<String> lines = Files.lines(PROCESSORS, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .map(Machine::family)
                    .findFirst()
                    .orElse(unknown);
        } catch (IOException e) {
            return unknown;
        }
    }

    /** The first two words: "AMD EPYC 7B13" is an AMD EPYC. */
    private static String family(String model) {
        String[] words = model.split("\\s+", 3);
        return words.length < 2 ? model : words[0] + " " + words[1];
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d cores, %s; %s; heap %,d MiB; load %.1f when it began",
                cores,
                processor,
                java,
                heapMiB,
                load);
    }
}
