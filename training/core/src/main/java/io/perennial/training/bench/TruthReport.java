package io.perennial.training.bench;

import io.perennial.command.Machine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the bench of known truths says.
 *
 * @param command    the command that prints it
 * @param machine    where it ran
 * @param setting    what was simulated and how, a sentence each
 * @param recoveries one a member that made populations
 */
record TruthReport(String command, Machine machine, List<String> setting, List<Recovery> recoveries) implements Page {

    @Override
    public boolean isEqual() {
        return recoveries.stream()
                .flatMap(recovery -> recovery.lines().stream())
                .noneMatch(line -> line.verdict() == Recovery.Verdict.MISSED);
    }

    private static Stream<Map<String, String>> lines(Recovery recovery) {
        return recovery.lines().stream()
                .map(line -> Map.of(
                        "line", recovery.truth() + ": " + line.what(),
                        "found", line.found(),
                        "bar", line.bar(),
                        "verdict", line.verdict().text()));
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(command).append('\n').append(machine).append('\n');
        setting.forEach(sentence -> text.append(sentence).append('\n'));
        for (Recovery recovery : recoveries) {
            text.append(String.format(
                    Locale.ROOT, "%n%s makes the users, fitted %s%n", recovery.truth(), recovery.fitted()));
            for (Recovery.Line line : recovery.lines()) {
                text.append(String.format(
                        Locale.ROOT,
                        "  %-36s %-62s %-16s %s%n",
                        line.what(),
                        line.found(),
                        line.bar(),
                        line.verdict().text()));
            }
        }
        return text.toString();
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("command", command);
        facts.put("machine", machine);
        facts.put("setting", setting);
        facts.put("lines", recoveries.stream().flatMap(TruthReport::lines).toList());
        facts.put("recoveries", recoveries);
        facts.put("met", isEqual());
        return facts;
    }
}
