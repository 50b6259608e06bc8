package io.perennial.simulator.log;

import io.perennial.simulator.life.Act;
import io.perennial.simulator.life.Deed;
import io.perennial.simulator.world.Calendar;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The marketing system's export: CSV, a row for each message sent, opened or clicked. */
final class CampaignFormat implements RowFormat {

    private static final String[] BAD_TIMES = {"", "00/00/0000", "2025-13-01 10:00:00"};

    private final Calendar calendar;

    CampaignFormat(Calendar calendar) {
        this.calendar = calendar;
    }

    @Override
    public String name() {
        return "campaigns";
    }

    @Override
    public Set<Act> acts() {
        return EnumSet.of(Act.SENT, Act.OPENED, Act.CLICKED);
    }

    @Override
    public String header() {
        return "message_id,campaign,medium,user_id,status,at";
    }

    @Override
    public String extension() {
        return "csv";
    }

    @Override
    public List<Flaw> flaws(Act act) {
        return List.of(Flaw.NO_USER, Flaw.BAD_TIME, Flaw.BAD_NUMBER, Flaw.TORN);
    }

    @Override
    public void write(Row row, Deed deed, Flaw flaw, int pick) {
        row.text("m")
                .hex(deed.id())
                .text(",")
                .text(deed.item())
                .text(",")
                .text(deed.channel())
                .text(",");
        if (flaw != Flaw.NO_USER) {
            Names.user(row, deed.user());
        }
        row.text(",")
                .text(flaw == Flaw.BAD_NUMBER ? "#REF!" : status(deed.act()))
                .text(",");
        if (flaw == Flaw.BAD_TIME) {
            row.text(BAD_TIMES[pick % BAD_TIMES.length]);
        } else {
            row.text(calendar.text(deed.day())).text(" ").clock(deed.second());
        }
        if (flaw == Flaw.TORN) {
            row.cut(8 + pick % 20);
        }
    }

    private static String status(Act act) {
        return act == Act.SENT ? "sent" : act == Act.OPENED ? "opened" : "clicked";
    }
}
