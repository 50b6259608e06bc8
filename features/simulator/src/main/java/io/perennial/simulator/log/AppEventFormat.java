package io.perennial.simulator.log;

import io.perennial.simulator.life.Act;
import io.perennial.simulator.life.Deed;
import io.perennial.simulator.world.Calendar;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The app's own event stream: JSON lines with milliseconds since 1970. */
final class AppEventFormat implements RowFormat {

    private static final String[] BAD_TIMES = {"null", "\"\"", "\"yesterday\"", "\"NaN\""};

    private final Calendar calendar;
    private final Map<Act, String> names = new EnumMap<>(Act.class);

    AppEventFormat(Calendar calendar) {
        this.calendar = calendar;
        names.put(Act.REGISTERED, "registered");
        names.put(Act.SESSION, "session_end");
        names.put(Act.CHECK_IN, "check_in");
        names.put(Act.FEATURE, "feature_used");
        names.put(Act.POST, "post_created");
        names.put(Act.LIKE, "like");
        names.put(Act.COMMENT, "comment");
        names.put(Act.SHARE, "share");
        names.put(Act.FOLLOW, "follow");
        names.put(Act.INVITE, "invite_sent");
        names.put(Act.COUPON, "coupon_redeemed");
        names.put(Act.CRASH, "app_crash");
    }

    @Override
    public String name() {
        return "app_events";
    }

    @Override
    public Set<Act> acts() {
        return names.keySet();
    }

    @Override
    public String header() {
        return "";
    }

    @Override
    public String extension() {
        return "jsonl.gz";
    }

    @Override
    public List<Flaw> flaws(Act act) {
        return act == Act.SESSION || act == Act.CHECK_IN
                ? List.of(Flaw.NO_USER, Flaw.BAD_TIME, Flaw.BAD_NUMBER, Flaw.TORN)
                : List.of(Flaw.NO_USER, Flaw.BAD_TIME, Flaw.TORN);
    }

    @Override
    public void write(Row row, Deed deed, Flaw flaw, int pick) {
        row.text("{\"event_id\":\"").hex(deed.id()).text("\",\"ts\":");
        time(row, deed, flaw, pick);
        row.text(",\"uid\":\"");
        if (flaw != Flaw.NO_USER) {
            Names.inApp(row, deed.user(), deed.id());
        }
        row.text("\",\"event\":\"").text(names.get(deed.act())).text("\"");
        details(row, deed, flaw);
        row.text("}");
        if (flaw == Flaw.TORN) {
            row.cut(30 + pick % 40);
        }
    }

    private void time(Row row, Deed deed, Flaw flaw, int pick) {
        if (flaw == Flaw.BAD_TIME) {
            row.text(BAD_TIMES[pick % BAD_TIMES.length]);
        } else {
            long millis = calendar.startMillis(deed.day()) + 1_000L * deed.second();
            row.number(millis + Long.remainderUnsigned(deed.id(), 1_000));
        }
    }

    private static void details(Row row, Deed deed, Flaw flaw) {
        if (deed.act() == Act.SESSION || deed.act() == Act.CHECK_IN) {
            row.text(",\"duration_s\":").number(flaw == Flaw.BAD_NUMBER ? -deed.number() : deed.number());
        }
        if (deed.act() == Act.FEATURE) {
            row.text(",\"feature\":\"").text(deed.item()).text("\"");
        }
        if (deed.act() == Act.COUPON) {
            row.text(",\"coupon\":\"").text(deed.item()).text("\"");
        }
        String key = deed.act() == Act.REGISTERED ? ",\"source\":\"" : ",\"platform\":\"";
        row.text(key).text(deed.channel()).text("\"");
    }
}
