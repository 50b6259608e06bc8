package io.perennial.http.model;

import gg.jte.Content;
import io.perennial.http.drawing.Chart;
import io.perennial.http.drawing.Scale;
import io.perennial.http.drawing.SpanDrawing;
import io.perennial.http.drawing.SpanDrawing.Mark;
import io.perennial.http.drawing.SpanDrawing.Span;
import io.perennial.http.words.Sentence;
import io.perennial.http.words.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Draws which version was champion when. */
public final class ReignChart {

    private static final int MOST_ROWS = 12;
    private static final int MINUTE = 16;

    private ReignChart() {}

    /** The chart of a model's reigns up to now; the newest versions where there are many. */
    public static Chart of(Words words, List<Reign> reigns, Instant now) {
        List<Integer> versions =
                reigns.stream().map(Reign::version).distinct().sorted().toList();
        List<Integer> shown =
                new ArrayList<>(versions.subList(Math.max(0, versions.size() - MOST_ROWS), versions.size()));
        Collections.reverse(shown);
        Instant begin = reigns.get(0).from();
        long last = Math.max(now.toEpochMilli(), begin.toEpochMilli() + 1);
        Scale time = new Scale(begin.toEpochMilli(), last, 0, 1);
        List<Span> spans = reigns.stream()
                .filter(reign -> shown.contains(reign.version()))
                .map(reign -> span(words, shown.indexOf(reign.version()), reign, now))
                .toList();
        String title = words.text("models.reigns.title");
        return new Chart(
                "reigns",
                title,
                Sentence.of(words.text("models.reigns.reading")),
                SpanDrawing.of(
                        title,
                        shown.stream()
                                .map(version -> words.text("models.version") + " " + version)
                                .toList(),
                        spans,
                        marks(begin, now, last),
                        time),
                List.of(
                        words.text("models.version"),
                        words.text("models.reigns.from"),
                        words.text("models.reigns.until"),
                        words.text("models.by"),
                        words.text("models.why")),
                reigns.stream().map(reign -> row(words, reign)).toList());
    }

    /** Begin and end; one mark where both are the same minute. */
    private static List<Mark> marks(Instant begin, Instant now, long last) {
        Mark first = new Mark(begin.toEpochMilli(), minute(begin));
        return minute(now).equals(first.text()) ? List.of(first) : List.of(first, new Mark(last, minute(now)));
    }

    private static Span span(Words words, int row, Reign reign, Instant now) {
        return new Span(
                row,
                reign.from().toEpochMilli(),
                reign.until(now).toEpochMilli(),
                reign.end().isEmpty() ? "reign now" : "reign",
                title(words, reign));
    }

    private static String title(Words words, Reign reign) {
        return words.text("models.version") + " " + reign.version() + ": " + minute(reign.from()) + " – "
                + reign.end().map(entry -> minute(entry.at())).orElse(words.text("models.reigns.now"));
    }

    private static List<Content> row(Words words, Reign reign) {
        return List.of(
                Sentence.of(Integer.toString(reign.version())),
                Sentence.of(minute(reign.from())),
                Sentence.of(reign.end().map(entry -> minute(entry.at())).orElse(words.text("models.reigns.now"))),
                Sentence.of(reign.entry().by()),
                Sentence.of(reign.entry().why()));
    }

    /** An instant to the minute, UTC. */
    public static String minute(Instant instant) {
        return instant.toString().substring(0, MINUTE).replace('T', ' ');
    }
}
