package io.perennial.features.spark.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How long runs of a step took, in seconds and in order; the first is the cold one.
 *
 * <p>The processor seconds of this process stand beside: they say what a step costs even where others use the machine.
 */
final class Seconds {

    private final OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final List<Double> runs = new ArrayList<>();
    private final List<Double> processor = new ArrayList<>();

    /** Runs a step and notes its time. */
    void time(Runnable step) {
        long begin = System.nanoTime();
        long used = process.getProcessCpuTime();
        step.run();
        runs.add((System.nanoTime() - begin) / 1e9);
        processor.add((process.getProcessCpuTime() - used) / 1e9);
    }

    /** All runs. */
    List<Double> all() {
        return List.copyOf(runs);
    }

    /** The median of the warm runs, or of the only one. */
    double median() {
        return median(runs);
    }

    /** The median of the processor seconds of the warm runs, or of the only one. */
    double processorMedian() {
        return median(processor);
    }

    private static double median(List<Double> runs) {
        List<Double> warm = (runs.size() == 1 ? runs : runs.subList(1, runs.size()))
                .stream().sorted().toList();
        int middle = warm.size() / 2;
        return warm.size() % 2 == 1 ? warm.get(middle) : (warm.get(middle - 1) + warm.get(middle)) / 2;
    }

    /** The last run in words, the processor's part of it too. */
    String last() {
        return String.format(
                Locale.ROOT,
                "%.1f s (processor %.1f s)",
                runs.get(runs.size() - 1),
                processor.get(processor.size() - 1));
    }

    @Override
    public String toString() {
        return runs.stream().map(run -> String.format(Locale.ROOT, "%.1f", run)).collect(Collectors.joining(" "));
    }
}
