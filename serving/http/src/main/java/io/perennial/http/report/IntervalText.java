package io.perennial.http.report;

import gg.jte.Content;
import io.perennial.http.report.Report.Estimate;
import io.perennial.http.words.Figure;
import io.perennial.http.words.Words;
import java.util.function.DoubleFunction;

/** How the interval of an estimate is said: of one without an end the other is told alone. */
final class IntervalText {

    private IntervalText() {}

    /** The ends, each as numbers of its kind are written. */
    static Content of(Words words, Estimate its, DoubleFunction<Figure> written) {
        return of(words, "range.ends", its, written);
    }

    /** The same of numbers with signs: a dash between two of them would be read as one. */
    static Content signed(Words words, Estimate its, DoubleFunction<Figure> written) {
        return of(words, "range.signed", its, written);
    }

    private static Content of(Words words, String both, Estimate its, DoubleFunction<Figure> written) {
        boolean isOpenBelow = its.low() == Double.NEGATIVE_INFINITY;
        boolean isOpenAbove = its.high() == Double.POSITIVE_INFINITY;
        if (isOpenBelow && isOpenAbove) {
            return words.say("range.without_ends");
        }
        if (isOpenBelow || isOpenAbove) {
            return isOpenAbove
                    ? words.say("range.open", written.apply(its.low()))
                    : words.say("range.below", written.apply(its.high()));
        }
        return words.say(both, written.apply(its.low()), written.apply(its.high()));
    }
}
