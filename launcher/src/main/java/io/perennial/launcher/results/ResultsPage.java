package io.perennial.launcher.results;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.launcher.results.Bar.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The page of all bars in Markdown: first every bar with what was measured, then each study's commands and tables. */
public final class ResultsPage {

    /**
     * A study and what it left.
     *
     * @param study  the study
     * @param result the JSON it left with its {@code ran} beside; empty where it was not run yet
     */
    public record Finished(Study study, Optional<JsonNode> result) {

        private List<Verdict> verdicts() {
            return result.map(json ->
                            study.bars().stream().map(bar -> bar.judge(json)).toList())
                    .orElse(List.of());
        }

        private boolean isKept() {
            return result.isPresent() && !study.text().isEmpty();
        }
    }

    private static final String MET = "met";

    private final List<Finished> studies;
    private final FormerPage former;

    /**
     * The page of these studies, in this order.
     *
     * @param former what is told of those that were not run
     */
    public ResultsPage(List<Finished> studies, FormerPage former) {
        this.studies = List.copyOf(studies);
        this.former = former;
    }

    /** The page. */
    public String text() {
        StringBuilder page = new StringBuilder();
        page.append("# What the models reach\n\n")
                .append("Written by `perennial results --data DIR`; every figure is read from what the commands below"
                        + " leave. Intervals are 90 %, by resampling users, and every difference is paired: the same"
                        + " users, the same draws. ECE, a sum of distances to which draws only add, has none. The naive rules stand in every table; where no window of the full"
                        + " horizon has closed, as of CDNOW and of the second file alone, those of churn are carried on with"
                        + " the NBD family like every other candidate, as they would be served.\n\n")
                .append(summary());
        studies.forEach(study -> page.append(section(study)));
        return page.toString();
    }

    /** Bars met of those judged, and how many belong to studies that were not run. */
    public String counts() {
        List<String> judged =
                studies.stream().flatMap(study -> bars(study).stream()).toList();
        long met =
                judged.stream().filter(bar -> bar.endsWith("| " + MET + " |\n")).count();
        int all = studies.stream().mapToInt(one -> one.study().bars().size()).sum();
        String open = judged.size() == all ? "" : String.format(Locale.ROOT, ", %d not run", all - judged.size());
        return String.format(Locale.ROOT, "%d of %d bars met", met, judged.size()) + open;
    }

    private String summary() {
        StringBuilder text = new StringBuilder(counts()).append(".\n\n");
        text.append(Table.line(List.of("study", "bar", "measured", ""))).append("| --- | --- | --- | --- |\n");
        studies.forEach(study -> bars(study).forEach(text::append));
        return text.toString();
    }

    private List<String> bars(Finished finished) {
        if (finished.result().isEmpty()) {
            return former.bars(finished.study()).stream().map(bar -> bar + "\n").toList();
        }
        return finished.verdicts().stream()
                .map(verdict -> Table.line(List.of(
                        link(finished.study()), verdict.bar(), verdict.shown(), verdict.met() ? MET : "**missed**")))
                .toList();
    }

    private static String link(Study study) {
        return "[" + study.title() + "](#" + anchor(study) + ")";
    }

    /** How the line of each of a study's bars begins. */
    static String lineOf(Study study) {
        return "| " + link(study) + " |";
    }

    /** The anchor that Markdown gives to a heading. */
    private static String anchor(Study study) {
        return study.title()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 -]", "")
                .replace(' ', '-');
    }

    private String section(Finished finished) {
        Study study = finished.study();
        String before = finished.result().isEmpty() ? former.section(study) : "";
        if (!before.isEmpty()) {
            return before;
        }
        List<String> parts =
                new ArrayList<>(List.of("\n## " + study.title() + "\n", study.about() + "\n", commands(study)));
        if (finished.result().isEmpty()) {
            parts.add("Not run yet.\n");
            return String.join("\n", parts);
        }
        JsonNode result = finished.result().get();
        study.tables().stream()
                .map(table -> table.text(result))
                .filter(table -> !table.isEmpty())
                .forEach(parts::add);
        parts.add(ran(finished, result.path("ran"), looks(result)));
        return String.join("\n", parts);
    }

    private static String commands(Study study) {
        return study.commands().stream()
                .map(words ->
                        "./perennial " + words.stream().map(ResultsPage::quoted).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n", "```\n", "\n```\n"));
    }

    private static String quoted(String word) {
        return word.contains(" ") ? "'" + word + "'" : word;
    }

    /** How often the outcomes of its past days were looked at, empty where nobody counted. */
    private static String looks(JsonNode result) {
        int most = 0;
        for (JsonNode day : result.path("periods")) {
            most = Math.max(most, day.path("looks").asInt());
        }
        return most == 0
                ? ""
                : " Outcomes looked at " + (most == 1 ? "once" : most + " times") + " since looks are counted"
                        + " ([backtests.jsonl](results/backtests.jsonl)).";
    }

    private static String ran(Finished finished, JsonNode ran, String looks) {
        String whole = finished.isKept()
                ? " The whole text: [" + finished.study().id() + ".txt](results/"
                        + finished.study().id() + ".txt)."
                : "";
        int exit = ran.path("exit").asInt();
        return "Ran on " + ran.path("day").asText() + " in "
                + String.format(Locale.ROOT, "%,d", ran.path("seconds").asLong()) + " s"
                + (exit == 0 ? "" : ", ended with exit code " + exit) + "." + looks + whole + "\n";
    }
}
