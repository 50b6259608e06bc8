package io.perennial.simulator.log;

import io.perennial.simulator.life.Act;
import io.perennial.simulator.life.Deed;
import io.perennial.simulator.world.Calendar;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The service desk's export: JSON lines with complaints, survey answers and reviews with a tone from -1 to 1. */
final class FeedbackFormat implements RowFormat {

    private static final String[] BAD_TIMES = {"", "null", "2025-00-10T08:00:00+08:00"};

    private final Calendar calendar;

    FeedbackFormat(Calendar calendar) {
        this.calendar = calendar;
    }

    @Override
    public String name() {
        return "feedback";
    }

    @Override
    public Set<Act> acts() {
        return EnumSet.of(Act.COMPLAINT, Act.NPS, Act.REVIEW);
    }

    @Override
    public String header() {
        return "";
    }

    @Override
    public String extension() {
        return "jsonl";
    }

    @Override
    public List<Flaw> flaws(Act act) {
        return act == Act.COMPLAINT
                ? List.of(Flaw.NO_USER, Flaw.BAD_TIME, Flaw.TORN)
                : List.of(Flaw.NO_USER, Flaw.BAD_TIME, Flaw.BAD_NUMBER, Flaw.TORN);
    }

    @Override
    public void write(Row row, Deed deed, Flaw flaw, int pick) {
        row.text("{\"ticket\":\"t").hex(deed.id()).text("\",\"customer\":\"");
        if (flaw != Flaw.NO_USER) {
            Names.user(row, deed.user());
        }
        row.text("\",\"created\":\"");
        if (flaw == Flaw.BAD_TIME) {
            row.text(BAD_TIMES[pick % BAD_TIMES.length]);
        } else {
            row.text(calendar.text(deed.day())).text("T").clock(deed.second()).text("+08:00");
        }
        row.text("\",");
        content(row, deed, flaw);
        row.text("}");
        if (flaw == Flaw.TORN) {
            row.cut(20 + pick % 40);
        }
    }

    private static void content(Row row, Deed deed, Flaw flaw) {
        boolean spoilt = flaw == Flaw.BAD_NUMBER;
        switch (deed.act()) {
            case NPS -> row.text("\"type\":\"nps\",\"score\":").number(spoilt ? 11 : deed.number());
            case REVIEW -> tone(row.text("\"type\":\"review\",\"tone\":"), spoilt ? 9_999 : deed.number());
            default ->
                row.text("\"type\":\"complaint\",\"topic\":\"")
                        .text(deed.item())
                        .text("\"");
        }
    }

    private static void tone(Row row, int thousandths) {
        int size = Math.abs(thousandths);
        row.text(thousandths < 0 ? "-" : "").number(size / 1_000).text(".").padded(size % 1_000, 3);
    }
}
