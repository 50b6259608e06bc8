package io.perennial.simulator.log;

import io.perennial.simulator.life.Act;
import io.perennial.simulator.life.Deed;
import io.perennial.simulator.world.Calendar;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Who was drawn into which arm of which campaign: the record of the randomised experiment. Never spoilt. */
final class AssignmentFormat implements RowFormat {

    private final Calendar calendar;

    AssignmentFormat(Calendar calendar) {
        this.calendar = calendar;
    }

    @Override
    public String name() {
        return "assignments";
    }

    @Override
    public Set<Act> acts() {
        return EnumSet.of(Act.SENT, Act.HELD_OUT);
    }

    @Override
    public String header() {
        return "campaign,user_id,day,arm";
    }

    @Override
    public String extension() {
        return "csv";
    }

    @Override
    public boolean isExact() {
        return true;
    }

    @Override
    public List<Flaw> flaws(Act act) {
        return List.of();
    }

    @Override
    public void write(Row row, Deed deed, Flaw flaw, int pick) {
        row.text(deed.item()).text(",");
        Names.user(row, deed.user()).text(",").text(calendar.text(deed.day())).text(",");
        row.text(deed.act() == Act.SENT ? "sent" : "held_out");
    }
}
