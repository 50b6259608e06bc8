package io.perennial.http.page;

import io.perennial.http.decision.Feedback;
import io.perennial.http.model.ReignChart;
import io.perennial.http.user.ReasonRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What people said, and the form to say more.
 *
 * @param href    where the form is sent
 * @param back    where to go afterwards
 * @param choices what can be said
 * @param said    what was said, the newest first
 */
public record FeedbackSection(String href, String back, Field choices, List<Row> said) {

    static final String WHAT = "what";

    private static final int MOST_SHOWN = 20;

    public FeedbackSection {
        said = List.copyOf(said);
    }

    /**
     * What a person said or did.
     *
     * @param kind   what, in words
     * @param reason code of the reason; empty for none
     */
    public record Row(String at, String kind, String reason, String text, String by) {}

    /** What was said; nothing where no log is kept, and in a copy that is handed on: a text may name anybody. */
    static Optional<FeedbackSection> of(
            Frame frame, String prediction, List<ReasonRow> reasons, Optional<List<Feedback>> said) {
        return said.filter(any -> !OfflineCopy.isAsked(frame.visit().request()))
                .map(all -> of(frame, prediction, reasons, all));
    }

    private static FeedbackSection of(
            Frame frame, String prediction, List<ReasonRow> reasons, List<Feedback> feedback) {
        List<Field.Option> options = new ArrayList<>();
        for (ReasonRow row : reasons) {
            options.add(option(
                    Feedback.Kind.REASON_WRONG.id() + " " + row.reason().code(),
                    frame.text("feedback.kind.reason_wrong") + frame.text("feedback.colon") + row.text()));
        }
        Feedback.Kind.SAID.stream()
                .filter(kind -> reasons.isEmpty() || !kind.equals(Feedback.Kind.REASON_WRONG.id()))
                .forEach(kind -> options.add(option(kind, frame.text("feedback.kind." + kind))));
        return new FeedbackSection(
                "/trace/" + prediction + "/feedback",
                frame.visit().address().href() + "#feedback",
                new Field(WHAT, frame.text("feedback.what"), options),
                feedback.stream()
                        .limit(MOST_SHOWN)
                        .map(said -> row(frame, said))
                        .toList());
    }

    private static Field.Option option(String value, String text) {
        return new Field.Option(value, text, false);
    }

    private static Row row(Frame frame, Feedback said) {
        return new Row(
                ReignChart.minute(said.at()),
                frame.text("feedback.kind." + said.kind().id()),
                said.reason(),
                said.text(),
                said.by());
    }
}
