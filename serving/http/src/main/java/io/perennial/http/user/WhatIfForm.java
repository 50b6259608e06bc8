package io.perennial.http.user;

import gg.jte.Content;
import io.perennial.features.feature.Feature;
import io.perennial.http.answer.Subject;
import io.perennial.scoring.counterfactual.Lever;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The form in which actionable features are given other values: one field a lever, what was typed, and what is wrong with
 * it.
 *
 * @param fields in the order of the vector
 */
public record WhatIfForm(List<Field> fields) {

    /** The beginning of the names of its fields. */
    public static final String PREFIX = "try_";

    /** So many fields are seen at once, those that matter most for the user. */
    private static final int FIRST = 8;

    private static final String NUMBER = "-?[0-9]{1,9}(\\.[0-9]{1,9})?";

    public WhatIfForm {
        fields = List.copyOf(fields);
    }

    /**
     * A field.
     *
     * @param lever what it moves
     * @param name  name of the feature
     * @param unitName its unit
     * @param own   the user's own value as told
     * @param typed what stands in it
     * @param isAsked whether it holds something else than the user's own value
     * @param wrong   why what was typed is not taken
     */
    public record Field(
            Lever lever,
            String name,
            String unitName,
            Content own,
            String typed,
            boolean isAsked,
            Optional<Content> wrong) {

        /** Name of the field. */
        public String parameter() {
            return PREFIX + lever.feature().id();
        }

        /** Least value, as fields take it. */
        public String least() {
            return text(lever.least(), lever.grain(), RoundingMode.CEILING);
        }

        /** Largest value. */
        public String largest() {
            return text(lever.largest(), lever.grain(), RoundingMode.FLOOR);
        }
    }

    /** The form of a user, filled in as asked; a field that was not asked for holds the user's own value. */
    static WhatIfForm of(
            Wording wording, List<Lever> levers, Subject subject, Function<String, Optional<String>> asked) {
        List<Field> fields = new ArrayList<>();
        for (Lever lever : levers) {
            double own = subject.row().features()[lever.column()];
            Optional<String> given = asked.apply(PREFIX + lever.feature().id()).map(String::trim);
            fields.add(new Field(
                    lever,
                    lever.feature().name(wording.language()),
                    unit(wording, lever),
                    wording.labels().value(lever.feature(), own),
                    given.orElse(Double.isNaN(own) ? "" : text(own, lever.grain(), RoundingMode.HALF_EVEN)),
                    given.filter(text -> !text.isEmpty() && !isOwn(lever, own, text))
                            .isPresent(),
                    given.flatMap(text -> wrong(wording, lever, own, text))));
        }
        return new WhatIfForm(fields);
    }

    /** Days, minutes and money are said; the others go without saying. */
    private static String unit(Wording wording, Lever lever) {
        Feature.Unit unit = lever.feature().unit();
        return switch (unit) {
            case DAYS, MINUTES -> unit.name(wording.language());
            case MONEY -> wording.labels().currency();
            default -> "";
        };
    }

    private static Optional<Content> wrong(Wording wording, Lever lever, double own, String text) {
        if (text.isEmpty() || isOwn(lever, own, text)) {
            return Optional.empty();
        }
        if (!text.matches(NUMBER)) {
            return Optional.of(Wording.plain(wording.text("user.try.no_number")));
        }
        return lever.admits(Double.parseDouble(text))
                ? Optional.empty()
                : Optional.of(wording.say(
                        "user.try.out_of_range",
                        wording.labels().value(lever.feature(), lever.least()),
                        wording.labels().value(lever.feature(), lever.largest())));
    }

    private static boolean isOwn(Lever lever, double own, String text) {
        return !Double.isNaN(own) && text.equals(text(own, lever.grain(), RoundingMode.HALF_EVEN));
    }

    /** Those that matter most. */
    public List<Field> first() {
        return fields.subList(0, Math.min(FIRST, fields.size()));
    }

    /** The others. */
    public List<Field> more() {
        return fields.subList(Math.min(FIRST, fields.size()), fields.size());
    }

    /** Whether something was typed into the others. */
    public boolean isMoreOpen() {
        return more().stream().anyMatch(Field::isAsked);
    }

    /** Whether everything that was typed can be tried. */
    public boolean isRight() {
        return fields.stream().allMatch(field -> field.wrong().isEmpty());
    }

    /** The values to try: of fields that hold something else than the user's own value. */
    Map<Lever, Double> values() {
        Map<Lever, Double> values = new LinkedHashMap<>();
        fields.stream()
                .filter(Field::isAsked)
                .forEach(field -> values.put(field.lever(), Double.parseDouble(field.typed())));
        return values;
    }

    private static String text(double value, long grain, RoundingMode rounding) {
        int decimals = Long.toString(grain).length() - 1;
        return new BigDecimal(value)
                .setScale(decimals, rounding)
                .stripTrailingZeros()
                .toPlainString();
    }
}
