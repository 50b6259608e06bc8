package io.perennial.http.page;

import gg.jte.Content;
import io.perennial.features.feature.Language;
import io.perennial.http.api.Request;
import io.perennial.http.drawing.Chart;
import io.perennial.http.survey.Line;
import io.perennial.http.survey.ListQuery;
import io.perennial.http.survey.Selection;
import io.perennial.http.survey.Survey;
import io.perennial.scoring.score.Score;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the page of users shows.
 *
 * @param frame     around it
 * @param request   what was asked for, the page's own defaults filled in
 * @param query     the same, understood
 * @param survey    everybody
 * @param selection whom the list holds
 * @param from      how many come before this page
 * @param lines     this page
 */
public record UsersView(
        Frame frame, Request request, ListQuery query, Survey survey, Selection selection, int from, List<Line> lines) {

    public UsersView {
        lines = List.copyOf(lines);
    }

    /** What the list is called, or else what it is. */
    public String title() {
        return request.query("name").orElse(frame.title());
    }

    /** The frame, under the list's own name. */
    public Frame titled() {
        return frame.titled(title());
    }

    /** A parameter as it was given; empty where it was not. */
    public String given(String name) {
        return request.query(name).orElse("");
    }

    /** What one can choose. */
    public Filters filters() {
        return new Filters(frame, request);
    }

    /** Whether the log carries money. */
    public boolean hasMoney() {
        return survey.stake().isPresent();
    }

    /** What they are expected to take with them; apart from whoever was silent for too long to be judged. */
    public Content loss() {
        if (selection.plan().isPresent()) {
            return frame.say(
                    selection.notEligible() == 0 ? "list.planned.loss" : "list.planned.loss.not_eligible",
                    frame.numbers().money(selection.lossOfMembers()),
                    frame.numbers().money(selection.loss() + selection.lossOfNotEligible()));
        }
        if (selection.notEligible() == 0) {
            return frame.say("list.loss", frame.numbers().money(selection.loss()));
        }
        return selection.notEligible() == selection.matching()
                ? frame.say("list.loss.not_eligible", frame.numbers().money(selection.lossOfNotEligible()))
                : frame.say(
                        "list.loss.mixed",
                        frame.numbers().count(selection.matching() - selection.notEligible()),
                        frame.numbers().money(selection.loss()),
                        frame.numbers().count(selection.notEligible()));
    }

    /** The churn score of a user, where there is one. */
    public Optional<Score.ChurnScore> churn(Line line) {
        return line.score().churn();
    }

    /** Days between the last activity and the last visible day. */
    public Content silence(Line line) {
        long days = line.score().lastActive().stream()
                .mapToLong(day -> line.score().asOf() - 1L - day)
                .findFirst()
                .orElse(-1);
        return days < 0
                ? frame.plain("–")
                : frame.say("row.silent", frame.numbers().count((double) days));
    }

    /** Of which outcome all rows of this page speak; empty where they differ, so that each has to say it. */
    public Optional<Content> outcome() {
        List<Score.Frame> frames =
                lines.stream().map(line -> line.score().frame()).distinct().toList();
        return frames.size() == 1 ? Optional.of(outcome("list.outcome", frames.get(0))) : Optional.empty();
    }

    /** Of which outcome a row speaks. */
    public Content outcome(Line line) {
        return outcome("row.outcome", line.score().frame());
    }

    private Content outcome(String key, Score.Frame its) {
        return frame.say(
                key,
                frame.plain(frame.numbers().currency()),
                frame.numbers().count(its.horizonDays()),
                frame.numbers().count(its.gapDays()));
    }

    /** Why there is no reason to tell first: none was made, or none of them raises the risk. */
    public String unreasoned(Line line) {
        return frame.text(line.reasons().isEmpty() ? "row.no_reason" : "row.no_raising_reason");
    }

    /** The page of a user. */
    public String user(Line line) {
        return Address.ofUser(line.score().user()).href();
    }

    /** The page before this one; empty where this is the first. */
    public Optional<String> previous() {
        return from == 0 ? Optional.empty() : Optional.of(at(Math.max(0, from - UsersPage.SIZE)));
    }

    /** The page after this one; empty where this is the last. */
    public Optional<String> next() {
        int next = from + lines.size();
        return next < selection.total() && !lines.isEmpty() ? Optional.of(at(next)) : Optional.empty();
    }

    private String at(int place) {
        return frame.visit()
                .address()
                .with("from", place == 0 ? "" : Integer.toString(place))
                .href();
    }

    /** Exactly what is seen, as CSV. */
    public String csvOfPage() {
        return csv(Map.of("from", Integer.toString(from), "limit", Integer.toString(UsersPage.SIZE)));
    }

    /** The whole list with the columns that are seen, as CSV. */
    public String csvOfList() {
        return csv(Map.of());
    }

    /** The whole list with everything that is known, as CSV. */
    public String csvOfEverything() {
        return csv(Map.of("columns", "all"));
    }

    private String csv(Map<String, String> more) {
        Map<String, String> parameters = new TreeMap<>(request.query());
        parameters.remove("from");
        boolean chinese = frame.words().language() == Language.ZH;
        parameters.putAll(
                Map.of("format", "csv", "lang", frame.words().language().id()));
        if (chinese) {
            parameters.put("bom", "true");
        }
        parameters.putAll(more);
        return new Address("/v1/users", parameters).href();
    }

    /** The address that gives this list again, to anybody who may see it, in whichever language they read. */
    public String saved() {
        return frame.visit().address().without("from").href();
    }

    /** Where it is told what changed in this list. */
    public String change() {
        return new Address(
                        ListChangePage.PATH,
                        frame.visit().address().without("from").query())
                .href();
    }

    /** What contacting some of the list comes to, where a plan was made. */
    public Optional<Chart> profit() {
        return selection
                .plan()
                .map(outcome -> ProfitChart.of(frame, query.plan().orElseThrow(), outcome));
    }
}
