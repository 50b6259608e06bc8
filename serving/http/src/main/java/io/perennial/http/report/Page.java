package io.perennial.http.report;

import gg.jte.Content;
import io.perennial.features.feature.Language;
import io.perennial.http.report.Report.Cause;
import io.perennial.http.words.Numbers;
import io.perennial.http.words.Sentence;
import io.perennial.http.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the templates draw from: a report in one language.
 *
 * @param report  the numbers
 * @param words   the texts
 * @param numbers how numbers are written
 * @param labels  names of ids
 * @param charts  the pictures
 */
public record Page(Report report, Words words, Numbers numbers, Labels labels, Charts charts) {

    /** The page of a report in a language. */
    static Page of(Report report, Language language) {
        Words words = Words.of(language);
        Numbers numbers = new Numbers(language, report.frame().currency());
        return new Page(report, words, numbers, new Labels(words, numbers), new Charts(report, words, numbers));
    }

    /** The name of a language's page; English is the one a folder opens with. */
    static String file(Language language) {
        return language == Language.EN ? "index.html" : "index." + language.id() + ".html";
    }

    /** The value of the {@code lang} attribute. */
    public String htmlLanguage() {
        return words.language() == Language.EN ? "en" : "zh-CN";
    }

    /** The page of the other language. */
    public String otherFile() {
        return file(words.language() == Language.EN ? Language.ZH : Language.EN);
    }

    /** What the report comes to, in a sentence. */
    public Content headline() {
        Report.Crowd crowd = report.crowd();
        return report.stake()
                .map(stake -> words.say(
                        "headline.money",
                        numbers.count(crowd.expectedChurners()),
                        numbers.count(crowd.eligible()),
                        numbers.shortMoney(stake.expectedLoss())))
                .orElseGet(() -> words.say(
                        "headline.people", numbers.count(crowd.expectedChurners()), numbers.count(crowd.eligible())));
    }

    /** How judgements are said. */
    public JudgedText judgements() {
        return new JudgedText(words, numbers, labels);
    }

    /** A part as a share of a whole, rounded for reading only. */
    public Content share(double part, double whole) {
        return Sentence.of(numbers.share(whole == 0 ? 0 : part / whole).text());
    }

    /** A fact as it stands. */
    public Content text(Object fact) {
        return Sentence.of(fact.toString());
    }

    /** Names of event kinds. */
    public String kinds(List<String> ids) {
        return ids.stream().map(labels::kind).collect(Collectors.joining(words.text("comma")));
    }

    /** Length of a cause's bar, in hundredths of the longest. */
    public long causeWidth(Cause cause) {
        return Math.round(
                100.0 * cause.users() / Math.max(1, report.causes().get(0).users()));
    }

    /** Length of a bar of rows, in hundredths of all rows. */
    public long barWidth(long rows) {
        return Math.round(100.0 * rows / Math.max(1, report.data().rows()));
    }

    /**
     * What some of the log's rows became.
     *
     * @param name     in words
     * @param count    how many
     * @param indented whether it is part of the line before
     */
    public record DataRow(String name, long count, boolean indented) {}

    /** What the log's rows became; the lines that are not indented add up to all rows. */
    public List<DataRow> dataRows() {
        Report.DataQuality data = report.data();
        List<DataRow> rows = new ArrayList<>();
        rows.add(new DataRow(words.text("rows.kept"), data.kept(), false));
        rows.add(new DataRow(words.text("rows.ignored"), data.ignored(), false));
        rows.add(new DataRow(words.text("rows.duplicates"), data.duplicates(), false));
        rows.add(new DataRow(words.text("rows.quarantined"), data.quarantined(), false));
        data.byReason().forEach((reason, count) -> rows.add(new DataRow(labels.quarantine(reason), count, true)));
        return rows;
    }

    /** The terms the page explains. */
    public List<String> terms() {
        return report.stake().isPresent()
                ? List.of("eligible", "churn", "grade", "if_retained", "loss", "ltv", "stake_range", "reasons")
                : List.of("eligible", "churn", "grade", "reasons");
    }

    /** What a term means in this report. */
    public Content meaning(String term) {
        Report.Frame frame = report.frame();
        return switch (term) {
            case "eligible" -> words.say("term.eligible.meaning", numbers.count(frame.lookbackDays()));
            case "churn" ->
                words.say(
                        "term.churn.meaning",
                        text(kinds(frame.active())),
                        text(frame.windowStart()),
                        text(frame.windowEnd()));
            case "ltv" ->
                words.say(
                        "term.ltv.meaning",
                        numbers.count(frame.horizonDays()),
                        numbers.roundShare(frame.margin()),
                        numbers.share(frame.discountAnnual()));
            default -> words.say("term." + term + ".meaning");
        };
    }
}
