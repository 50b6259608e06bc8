package io.perennial.training.bench;

import io.perennial.command.Machine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a bench says: the circumstances, then one finding after another.
 *
 * @param command  the command that prints it
 * @param machine  where it ran
 * @param setting  what was measured and how, a sentence each
 * @param findings the measurements
 */
record Report(String command, Machine machine, List<String> setting, List<Finding> findings) implements Page {

    private static final double NANOS_IN_MILLI = 1e6;

    @Override
    public boolean isEqual() {
        return findings.stream().allMatch(Finding::isEqual);
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(command).append('\n').append(machine).append('\n');
        setting.forEach(sentence -> text.append(sentence).append('\n'));
        text.append('\n');
        text.append(row("", "ours p50", "ours p99", "cpu p50", "theirs p50", "theirs p99", "measured", "bar", ""));
        for (Finding finding : findings) {
            text.append(row(finding));
        }
        text.append('\n');
        for (Finding finding : findings) {
            text.append(equality(finding));
        }
        return text.toString();
    }

    private static String row(Finding finding) {
        boolean paired = finding.otherTimes().isPresent();
        return row(
                finding.what(),
                time(finding.times().median()),
                time(finding.times().p99()),
                finding.cpu().map(cpu -> time(cpu.median())).orElse("-"),
                finding.otherTimes().map(other -> time(other.median())).orElse("-"),
                finding.otherTimes().map(other -> time(other.p99())).orElse("-"),
                paired ? times("%.3f", finding.measured()) : time(finding.measured()),
                paired ? times("%.2f", finding.bar()) : time(finding.bar()),
                finding.isFast() ? "met" : "MISSED");
    }

    private static String times(String format, double factor) {
        return String.format(Locale.ROOT, format + " x", factor);
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-44s %12s %12s %12s %12s %12s %9s %9s  %s%n", cells)
                .replaceAll(" +(\\R)$", "$1");
    }

    private static String equality(Finding finding) {
        return String.format(
                Locale.ROOT,
                "%s: ours is %s, theirs %s; greatest difference of results %.2g, allowed %.0e: %s%n",
                finding.what(),
                finding.ours(),
                finding.theirs(),
                finding.difference(),
                finding.tolerance(),
                finding.isEqual() ? "equal" : "DIFFERENT");
    }

    private static String time(double nanos) {
        return nanos < NANOS_IN_MILLI
                ? String.format(Locale.ROOT, "%.1f us", nanos / 1e3)
                : String.format(Locale.ROOT, "%.2f ms", millis(nanos));
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("command", command);
        facts.put("machine", machine);
        facts.put("setting", setting);
        facts.put("findings", findings.stream().map(Report::map).toList());
        return facts;
    }

    private static Map<String, Object> map(Finding finding) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("what", finding.what());
        map.put("ours", times(finding.ours(), finding.times()));
        finding.cpu().ifPresent(cpu -> map.put("cpu_p50_millis", millis(cpu.median())));
        finding.otherTimes().ifPresent(other -> map.put("theirs", times(finding.theirs(), other)));
        boolean isRatio = finding.otherTimes().isPresent();
        map.put(isRatio ? "ratio" : "millis", isRatio ? finding.measured() : millis(finding.measured()));
        map.put("bar", isRatio ? finding.bar() : millis(finding.bar()));
        map.put("met", finding.isFast());
        map.put("difference", finding.difference());
        map.put("tolerance", finding.tolerance());
        map.put("equal", finding.isEqual());
        return map;
    }

    private static double millis(double nanos) {
        return nanos / NANOS_IN_MILLI;
    }

    private static Map<String, Object> times(String how, Times times) {
        return Map.of(
                "how",
                how,
                "p50_millis",
                millis(times.median()),
                "p99_millis",
                millis(times.p99()),
                "calls",
                times.calls());
    }
}
