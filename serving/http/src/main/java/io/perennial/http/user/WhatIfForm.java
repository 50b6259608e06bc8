package io.perennial.http.user;

import gg.jte.Content;
import io.perennial.http.answer.Subject;
import io.perennial.http.words.Numbers;
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
     * @param range what it takes, in a sentence
     * @param own   the user's own value as told
     * @param typed what stands in it
     * @param isAsked whether it holds something else than the user's own value
     * @param wrong   why what was typed is not taken
     */
    public record Field(
            Lever lever,
            String name,
            Content range,
            Content own,
            String typed,
            boolean isAsked,
            Optional<Content> wrong) {

        /** Name of the field. */
        public String parameter() {
            return PREFIX + lever.feature().id();
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
                    wording.say(
                            "user.try.range",
                            limit(wording, lever, lever.least(), RoundingMode.CEILING),
                            limit(wording, lever, lever.largest(), RoundingMode.FLOOR)),
                    wording.labels().value(lever.feature(), own),
                    given.orElse(Double.isNaN(own) ? "" : text(own, lever.grain(), RoundingMode.HALF_EVEN)),
                    given.filter(text -> !text.isEmpty() && !isOwn(lever, own, text))
                            .isPresent(),
                    given.flatMap(text -> wrong(wording, lever, own, text))));
        }
        return new WhatIfForm(fields);
    }

    /** An end of what a field takes, exact: one that were rounded up would be refused when typed. */
    private static Content limit(Wording wording, Lever lever, double value, RoundingMode rounding) {
        String text = text(value, lever.grain(), rounding);
        double exact = Double.parseDouble(text);
        int point = text.indexOf('.');
        int decimals = point < 0 ? 0 : text.length() - 1 - point;
        Numbers numbers = wording.numbers();
        return switch (lever.feature().unit()) {
            case DAYS -> wording.say("reason.days", numbers.decimal(exact, decimals));
            case MINUTES -> wording.say("reason.minutes", numbers.decimal(exact, decimals));
            case MONEY -> numbers.money(exact, decimals);
            default -> numbers.decimal(exact, decimals);
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
                        limit(wording, lever, lever.least(), RoundingMode.CEILING),
                        limit(wording, lever, lever.largest(), RoundingMode.FLOOR)));
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
