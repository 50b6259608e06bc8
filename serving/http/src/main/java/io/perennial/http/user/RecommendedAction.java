package io.perennial.http.user;

import gg.jte.Content;
import io.perennial.features.feature.Language;
import io.perennial.features.feature.Outreach;
import io.perennial.features.ledger.History;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.profile.Disturbance;
import io.perennial.features.profile.WinBack;
import io.perennial.http.answer.Advice;
import io.perennial.http.words.Numbers;
import java.util.Optional;

/**
 * What to do about a user, or why nothing.
 *
 * @param grade    of the action; empty for none
 * @param headline the action's name, or that there is none
 * @param advice   what to do; empty for nothing
 * @param worth    what it costs and is expected to gain; empty where nobody knows
 * @param bar      why the user is not to be contacted; empty where one may
 * @param contacts what the user was sent until now
 * @param disturbance how much that disturbs the user; empty where nothing is known of it
 */
public record RecommendedAction(
        String grade,
        String headline,
        Optional<String> advice,
        Optional<Content> worth,
        Optional<Content> bar,
        Content contacts,
        Optional<Content> disturbance) {

    static RecommendedAction of(Wording wording, Advice advice) {
        Language language = wording.language();
        Optional<Content> bar = advice.what().bar().map(cause -> bar(wording, advice, cause));
        Content contacts = contacts(wording, advice.sent());
        Optional<Content> disturbance = disturbance(wording, advice);
        if (advice.what() instanceof WinBack.Act act) {
            ChurnGrade grade = act.grade();
            return new RecommendedAction(
                    grade.name() + " " + language.choose(grade.en(), grade.zh()),
                    language.choose(
                            act.action().name().en(), act.action().name().zh()),
                    Optional.of(language.choose(
                            act.action().advice().en(), act.action().advice().zh())),
                    worth(wording, act),
                    bar,
                    contacts,
                    disturbance);
        }
        return new RecommendedAction(
                "", wording.text("user.action.none"), Optional.empty(), Optional.empty(), bar, contacts, disturbance);
    }

    private static Content bar(Wording wording, Advice advice, WinBack.Cause cause) {
        return cause == WinBack.Cause.OVER_CONTACTED
                ? Disturbance.limit(advice.sent())
                        .map(limit -> full(wording, advice.sent(), limit))
                        .orElseThrow()
                : Wording.plain(wording.language().choose(cause.en(), cause.zh()));
    }

    private static Content full(Wording wording, Outreach sent, Disturbance.Limit limit) {
        Numbers numbers = wording.numbers();
        return switch (limit) {
            case UNANSWERED ->
                wording.say(
                        "user.action.full.unanswered",
                        numbers.count(sent.unanswered()),
                        numbers.count(Outreach.MOST_UNANSWERED));
            case RECENT ->
                wording.say(
                        "user.action.full.recent", numbers.count(sent.recent()), numbers.count(Outreach.MOST_RECENT));
            case COMPLAINTS ->
                wording.say(
                        "user.action.full.complaints", numbers.count(sent.recent()), numbers.count(sent.complaints()));
        };
    }

    private static Optional<Content> disturbance(Wording wording, Advice advice) {
        if (advice.disturbance().isEmpty()) {
            return Optional.empty();
        }
        boolean isNextTheLast = Disturbance.limit(advice.sent()).isEmpty()
                && Disturbance.limit(advice.sent().andOneInVain()).isPresent();
        return Optional.of(wording.say(
                isNextTheLast ? "user.action.disturbance.last" : "user.action.disturbance",
                wording.numbers().decimal(advice.disturbance().getAsDouble(), 0)));
    }

    private static Optional<Content> worth(Wording wording, WinBack.Act act) {
        return Double.isNaN(act.gain())
                ? Optional.empty()
                : Optional.of(wording.say(
                        act.action().cost() > 0 ? "user.action.worth" : "user.action.worth.no_cost",
                        wording.numbers().money(act.action().cost()),
                        wording.numbers().share(act.action().saving()),
                        wording.numbers().money(act.gain())));
    }

    private static Content contacts(Wording wording, Outreach sent) {
        if (sent.lastDay() == History.NONE) {
            return wording.say("user.action.contacts.none");
        }
        return wording.say(
                Double.isNaN(sent.unanswered()) ? "user.action.contacts" : "user.action.contacts.unanswered",
                Wording.plain(Wording.day(sent.lastDay())),
                wording.numbers().count(sent.recent()),
                wording.numbers().count(sent.unanswered()));
    }
}
