package io.perennial.http.report;

import gg.jte.Content;
import io.perennial.http.report.Report.Estimate;
import io.perennial.http.words.Figure;
import io.perennial.http.words.Words;
import java.util.function.DoubleFunction;

/** How the interval of an estimate is said: one without an upper end tells where it begins. */
final class IntervalText {

    private IntervalText() {}

    /** The ends, each as numbers of its kind are written. */
    static Content of(Words words, Estimate its, DoubleFunction<Figure> written) {
        Figure low = written.apply(its.low());
        return its.high() == Double.POSITIVE_INFINITY
                ? words.say("range.open", low)
                : words.say("range.ends", low, written.apply(its.high()));
    }
}
