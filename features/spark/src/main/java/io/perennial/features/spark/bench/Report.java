package io.perennial.features.spark.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the bench says: the circumstances, the ratios, and where results differed.
 *
 * @param setting     where it ran and what both sides do, a sentence each
 * @param findings    the ratios
 * @param differences what the two sides say differently, with how often; empty where nothing
 */
public record Report(List<String> setting, List<Finding> findings, Map<String, Long> differences) {

    /** Whether both sides said the same throughout. */
    public boolean isEqual() {
        return differences.isEmpty();
    }

    /** As a table. */
    public String text() {
        StringBuilder text = new StringBuilder();
        setting.forEach(sentence -> text.append(sentence).append('\n'));
        text.append('\n').append(row("", "ours", "theirs", "ratio", "bar", "", ""));
        for (Finding finding : findings) {
            text.append(row(
                    finding.what(),
                    finding.ours(),
                    finding.theirs(),
                    String.format(Locale.ROOT, "%.2f x", finding.measured()),
                    String.format(Locale.ROOT, "%.1f x", finding.bar()),
                    finding.isMet() ? "met" : "MISSED",
                    finding.remark()));
        }
        text.append('\n')
                .append(isEqual() ? "results: equal" : "results: DIFFERENT in " + differences)
                .append('\n');
        return text.toString();
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-52s %24s %24s %9s %7s  %-6s  %s%n", cells)
                .replaceAll(" +(\\R)$", "$1");
    }

    /** As JSON. */
    public String json() {
        try {
            return JsonMapper.builder()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsString(Map.of(
                                    "setting", setting,
                                    "findings",
                                            findings.stream().map(Report::map).toList(),
                                    "differences", differences))
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report of texts and numbers has a JSON form", e);
        }
    }

    private static Map<String, Object> map(Finding finding) {
        return Map.of(
                "what", finding.what(),
                "ours", finding.ours(),
                "theirs", finding.theirs(),
                "ratio", finding.measured(),
                "bar", finding.bar(),
                "met", finding.isMet(),
                "remark", finding.remark());
    }
}
