package io.perennial.training.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
    public String json() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("command", command);
        report.put("machine", machine);
        report.put("setting", setting);
        report.put("lines", recoveries.stream().flatMap(TruthReport::lines).toList());
        report.put("recoveries", recoveries);
        report.put("met", isEqual());
        try {
            return JsonMapper.builder()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsString(report)
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report of texts and numbers has a JSON form", e);
        }
    }
}
