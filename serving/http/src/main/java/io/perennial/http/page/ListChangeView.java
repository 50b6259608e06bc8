package io.perennial.http.page;

import gg.jte.Content;
import io.perennial.features.feature.Dimension;
import io.perennial.http.api.Request;
import io.perennial.http.survey.Choice;
import io.perennial.http.survey.ListChange;
import io.perennial.http.survey.ListQuery;
import io.perennial.http.survey.Selection;
import io.perennial.http.survey.Survey;
import io.perennial.http.user.ScoreChange;
import io.perennial.http.user.Wording;
import io.perennial.scoring.explain.Target;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What the page of a list's change shows.
 *
 * @param frame     around it
 * @param request   which list, the page's own defaults filled in
 * @param query     the same, understood
 * @param survey    everybody
 * @param selection whom the list holds
 * @param change    what changed among them; empty where there is no population before
 */
public record ListChangeView(
        Frame frame,
        Request request,
        ListQuery query,
        Survey survey,
        Selection selection,
        Optional<ListChange> change) {

    /** The frame, under the list's own name where it has one. */
    public Frame titled() {
        return request.query("name")
                .map(name -> frame.titled(frame.title() + frame.text("colon") + name))
                .orElse(frame);
    }

    /** The list itself. */
    public String list() {
        return new Address(Place.USERS.path(), frame.visit().address().query()).href();
    }

    /** Who is compared with whom. */
    public Content reading() {
        return frame.say(
                "list_change.reading",
                frame.numbers().count(told().users()),
                frame.plain(asOf()),
                frame.plain(told().loss().asOf()));
    }

    /** Whether they were chosen by what goes with their risk of today, so that whoever recovered is not among them. */
    public boolean isChosenByState() {
        Choice choice = query.choice();
        return !choice.risks().isEmpty()
                || choice.grade().isPresent()
                || choice.stage().isPresent()
                || choice.segment().isPresent()
                || choice.position().isPresent()
                || query.plan().isPresent();
    }

    /** What changed of the mean churn probability, part by part. */
    public ScoreChange split() {
        return ScoreChange.of(wording(), told().split().mean(), told().loss().asOf(), asOf());
    }

    /** Whether the parts were worked out of some only. */
    public boolean isDrawn() {
        return told().split().users() < told().churn().users();
    }

    /** The mean score of a dimension then, NaN where nothing is known of it. */
    public double then(Dimension dimension) {
        return told().dimensionsThen().mean(dimension).orElse(Double.NaN);
    }

    /** The mean score of a dimension now, NaN where nothing is known of it. */
    public double now(Dimension dimension) {
        return told().dimensionsNow().mean(dimension).orElse(Double.NaN);
    }

    /** What changed of the expected loss. */
    public LossView loss() {
        // Nobody of whom nothing may be said is on a list.
        return new LossView(frame, survey, told().loss(), told().red(), new BitSet());
    }

    /** Users whose churn probability grew most. */
    public List<LossView.Row> risers() {
        return loss().rows(told().risers(), growth -> wording().part(Target.CHURN, growth));
    }

    private ListChange told() {
        return change.orElseThrow();
    }

    private LocalDate asOf() {
        return survey.served().population().header().asOf();
    }

    private Wording wording() {
        return new Wording(frame.words(), frame.numbers(), frame.labels());
    }
}
