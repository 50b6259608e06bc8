package io.perennial.http.user;

import gg.jte.Content;
import io.perennial.features.feature.Dimension;
import io.perennial.features.profile.Health;
import io.perennial.features.profile.HiddenValue;
import io.perennial.features.profile.Placing;
import io.perennial.features.profile.Rfm;
import io.perennial.features.profile.RfmSegment;
import io.perennial.features.profile.UserHealth;
import io.perennial.features.profile.ValueDecay;
import io.perennial.features.profile.ValueHealth;
import io.perennial.http.answer.Portrait;
import io.perennial.http.words.Figure;
import io.perennial.http.words.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What kind of user somebody is: scores in the seven dimensions as bars, the rest in a sentence each.
 *
 * @param bars  the seven dimensions in order
 * @param facts the rest
 */
public record UserPortrait(List<Bar> bars, List<Fact> facts) {

    public UserPortrait {
        bars = List.copyOf(bars);
        facts = List.copyOf(facts);
    }

    /**
     * The score of a dimension.
     *
     * @param name  of the dimension
     * @param score 0 to 100; no number where the log has no data of it
     * @param width of the bar, in hundredths
     */
    public record Bar(String name, Figure score, String width) {

        /** Whether the log has data of it. */
        public boolean isKnown() {
            return Double.isFinite(score.value());
        }
    }

    /**
     * A fact.
     *
     * @param id   of the element that holds it
     * @param name of the fact
     * @param said the fact
     * @param note what to beware of; empty for nothing
     */
    public record Fact(String id, String name, Content said, Optional<Content> note) {}

    static UserPortrait of(Wording wording, Health health, Portrait portrait) {
        Facts facts = new Facts(wording, portrait);
        return new UserPortrait(
                Dimension.seven().stream()
                        .map(dimension -> bar(wording, dimension, health.score(dimension)))
                        .toList(),
                facts.all());
    }

    private static Bar bar(Wording wording, Dimension dimension, OptionalDouble score) {
        return new Bar(
                dimension.name(wording.language()),
                wording.numbers().decimal(score.orElse(Double.NaN), 0),
                Long.toString(Math.round(score.orElse(0))));
    }

    /** Facts in words. */
    private record Facts(Wording wording, Portrait portrait) {

        List<Fact> all() {
            List<Fact> facts = new ArrayList<>();
            facts.add(fact("rfm", portrait.rfm().map(this::rfm), Optional.empty()));
            facts.add(fact("activity", place(portrait.position().activity()), trap()));
            facts.add(fact("potential", place(portrait.position().potential()), Optional.empty()));
            facts.add(fact("health", health(), healthAlarm()));
            facts.add(fact("value", value(), valueAlarm()));
            facts.add(fact("hidden", Optional.of(hidden(portrait.hiddenValue())), Optional.empty()));
            return facts;
        }

        private Fact fact(String id, Optional<Content> said, Optional<Content> note) {
            return new Fact(
                    "portrait-" + id,
                    wording.text("user.portrait." + id),
                    said.orElseGet(() -> wording.say("user.portrait.unknown")),
                    note);
        }

        private Content rfm(Rfm rfm) {
            RfmSegment segment = rfm.segment();
            return wording.say(
                    "user.portrait.rfm.said",
                    Wording.plain(rfm.code()),
                    numbers().count(rfm.recency()),
                    numbers().count(rfm.frequency()),
                    numbers().count(rfm.monetary()),
                    Wording.plain(wording.language().choose(segment.en(), segment.zh())));
        }

        private Optional<Content> place(Optional<? extends Placing> place) {
            return place.map(its -> Wording.plain(its.name(wording.language())));
        }

        private Optional<Content> trap() {
            return portrait.position().trap().map(trap -> wording.say("user.portrait.trap." + trap.id()));
        }

        private Optional<Content> health() {
            UserHealth health = portrait.health();
            return health.overall().isEmpty()
                    ? Optional.empty()
                    : Optional.of(wording.say(
                            "user.portrait.health.said",
                            score(health.overall()),
                            numbers().count(health.known()),
                            numbers().count(UserHealth.PARTS),
                            score(health.activity()),
                            score(health.contribution()),
                            score(health.loyalty())));
        }

        private Optional<Content> healthAlarm() {
            return portrait.isHealthAlarm()
                    ? Optional.of(wording.say(
                            "user.portrait.health.alarm",
                            numbers().count(UserHealth.LINE),
                            numbers().count(portrait.lowDays())))
                    : Optional.empty();
        }

        private Optional<Content> value() {
            ValueHealth value = portrait.value();
            return portrait.overallValue().isEmpty()
                    ? Optional.empty()
                    : Optional.of(wording.say(
                            "user.portrait.value.said",
                            score(portrait.overallValue()),
                            numbers().count(value.known()),
                            numbers().count(ValueHealth.PARTS),
                            score(value.direct()),
                            score(value.ecosystem()),
                            score(value.potential()),
                            score(value.brand())));
        }

        private Optional<Content> valueAlarm() {
            ValueDecay decay = portrait.valueDecay();
            return decay.isAlarm()
                    ? Optional.of(wording.say(
                            "user.portrait.value.alarm",
                            numbers().count(decay.months()),
                            numbers().roundShare(1 - ValueDecay.LIMIT),
                            score(decay.baseline())))
                    : Optional.empty();
        }

        private Content hidden(HiddenValue hidden) {
            return wording.say(
                    "user.portrait.hidden.said",
                    score(hidden.content()),
                    score(hidden.referral()),
                    score(hidden.coCreation()));
        }

        private Figure score(OptionalDouble score) {
            return numbers().decimal(score.orElse(Double.NaN), 0);
        }

        private Numbers numbers() {
            return wording.numbers();
        }
    }
}
