package io.perennial.training.bench;

import io.perennial.command.Machine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the bench of the server says.
 *
 * @param command  the command that prints it
 * @param machine  where it ran
 * @param setting  what was asked of whom and how, a sentence each
 * @param measured the measurements
 * @param bars     what they are held against
 * @param isEqual  whether every server gave the scores it had to, and every request was answered by 200
 */
record ServeReport(
        String command,
        Machine machine,
        List<String> setting,
        List<Measured> measured,
        List<Against> bars,
        boolean isEqual)
        implements Page {

    /**
     * A figure and what it is held against.
     *
     * @param what  the figure in words
     * @param found measured
     * @param bar   the least or the most it may be
     * @param isMet whether it is
     */
    record Against(String what, double found, double bar, boolean isMet) {

        static Against atLeast(String what, double found, double bar) {
            return new Against(what, found, bar, found >= bar);
        }

        static Against atMost(String what, double found, double bar) {
            return new Against(what, found, bar, found <= bar);
        }
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(command).append('\n').append(machine).append('\n');
        setting.forEach(sentence -> text.append(sentence).append('\n'));
        measuredTo(text);
        bars.forEach(bar -> text.append(String.format(
                Locale.ROOT,
                "%-78s %,12.3f  bar %,10.3f  %s%n",
                bar.what(),
                bar.found(),
                bar.bar(),
                bar.isMet() ? "met" : "MISSED")));
        text.append("scores of all servers: ").append(isEqual ? "equal\n" : "DIFFERENT, or requests failed\n");
        return text.toString();
    }

    private void measuredTo(StringBuilder text) {
        text.append(String.format(
                Locale.ROOT,
                "%n%-25s %-44s %12s %14s %9s %9s %9s %6s%n",
                "server",
                "requests",
                "rows/s",
                "rows/s of core",
                "p50 ms",
                "p99 ms",
                "p99.9 ms",
                "failed"));
        for (Measured one : measured) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-25s %-44s %,12.0f %,14.0f %9.3f %9.3f %9.3f %6d%n",
                    one.who(),
                    one.what(),
                    one.perSecond(),
                    one.perCoreSecond(),
                    one.millis(50),
                    one.millis(99),
                    one.millis(99.9),
                    one.failures()));
        }
        text.append('\n');
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("command", command);
        facts.put("machine", machine);
        facts.put("setting", setting);
        facts.put("measured", measured.stream().map(ServeReport::map).toList());
        facts.put("bars", bars);
        facts.put("equal", isEqual);
        return facts;
    }

    private static Map<String, Object> map(Measured one) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("server", one.who());
        map.put("requests", one.what());
        map.put("rows_per_second", one.perSecond());
        map.put("rows_per_core_second", one.perCoreSecond());
        map.put("p50_millis", one.millis(50));
        map.put("p99_millis", one.millis(99));
        map.put("p999_millis", one.millis(99.9));
        map.put("failed", one.failures());
        return map;
    }
}
