package io.perennial.http.page;

import gg.jte.Content;
import io.perennial.features.profile.Risk;
import io.perennial.http.alarm.Alarm;
import io.perennial.http.alarm.AlarmKind;
import io.perennial.http.words.Figure;

/**
 * One alarm about the whole population, as the overview tells it.
 *
 * @param frame around it
 * @param alarm as it stands
 */
public record AlarmRow(Frame frame, Alarm alarm) {

    /** What it watches; of a value tier, of which. */
    public Content name() {
        String key = "alarm." + alarm.kind().id();
        return alarm.tier().isEmpty()
                ? frame.say(key)
                : frame.say(key + ".of", frame.plain(frame.text("tier." + alarm.tier())));
    }

    /** The colour, by which shape and word are chosen. */
    public Risk colour() {
        return alarm.colour();
    }

    /** Whether something can be said. */
    public boolean isKnown() {
        return alarm.unknown().isEmpty();
    }

    /** The newest measurement, or why there is none. */
    public Content measured() {
        return alarm.unknown()
                .<Content>map(why -> frame.plain(frame.text("alarm.unknown." + why.id())))
                .orElseGet(() -> figure(alarm.value()));
    }

    /** The line beyond which it rings. */
    public Content line() {
        Content amber = figure(alarm.rule().amber());
        Content line = frame.say(alarm.kind().isBadWhenLow() ? "alarm.below" : "alarm.above", amber);
        return alarm.rule().inARow() == 1
                ? line
                : frame.say(
                        "alarm.in_a_row",
                        line,
                        frame.numbers().count(alarm.rule().inARow()));
    }

    /** Since when it rings. */
    public Content since() {
        return frame.plain(alarm.since().map(Object::toString).orElse(Figure.NONE.text()));
    }

    private Figure figure(double value) {
        return alarm.kind() == AlarmKind.LTV_DISPERSION
                ? frame.numbers().decimal(value, 2)
                : frame.numbers().share(value);
    }
}
