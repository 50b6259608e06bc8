package io.perennial.http.page;

import gg.jte.Content;
import io.perennial.http.drawing.Chart;
import io.perennial.http.drawing.StackDrawing;
import io.perennial.http.drawing.StackDrawing.Part;
import io.perennial.http.drawing.StackDrawing.Stack;
import io.perennial.http.survey.Activity;
import io.perennial.http.survey.Activity.Flow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Draws what became of users: who is active over the line, who went quiet under it. */
final class FlowChart {

    /** What can become of a user in a period; also the classes of their colours. */
    static final List<String> KINDS = List.of("continuing", "returning", "fresh", "dormant", "lost");

    private FlowChart() {}

    static Chart of(Frame frame, List<Flow> flows) {
        return new Chart(
                "flows",
                frame.text("chart.flows"),
                frame.say("chart.flows.reading", frame.numbers().count(Activity.DAYS)),
                StackDrawing.of(
                        frame.text("chart.flows"),
                        flows.stream().map(flow -> stack(frame, flow)).toList(),
                        axis(frame, flows),
                        frame.numbers()::compact),
                Stream.concat(Stream.of("head.period"), KINDS.stream().map(kind -> "flow." + kind))
                        .map(frame::text)
                        .toList(),
                flows.stream().map(flow -> row(frame, flow)).toList());
    }

    /** There is room for month and day under a stack: the year stands here. */
    private static String axis(Frame frame, List<Flow> flows) {
        return frame.text("chart.flows.axis").replace("{0}", flows.isEmpty() ? "" : day(flows.get(0)));
    }

    private static Stack stack(Frame frame, Flow flow) {
        List<Part> parts = new ArrayList<>();
        int[] sizes = sizes(flow);
        for (int i = 0; i < sizes.length; i++) {
            String kind = KINDS.get(i);
            boolean quiet = kind.equals("dormant") || kind.equals("lost");
            String title = day(flow) + ", " + frame.text("flow." + kind) + ": "
                    + frame.numbers().count(sizes[i]).text();
            parts.add(new Part(quiet ? -sizes[i] : sizes[i], kind, title));
        }
        return new Stack(day(flow).substring(5), parts);
    }

    private static List<Content> row(Frame frame, Flow flow) {
        List<Content> cells = new ArrayList<>(List.of(frame.plain(day(flow))));
        for (int size : sizes(flow)) {
            cells.add(frame.numbers().count(size));
        }
        return cells;
    }

    private static int[] sizes(Flow flow) {
        return new int[] {flow.continuing(), flow.returning(), flow.fresh(), flow.dormant(), flow.lost()};
    }

    private static String day(Flow flow) {
        return LocalDate.ofEpochDay(flow.start()).toString();
    }
}
