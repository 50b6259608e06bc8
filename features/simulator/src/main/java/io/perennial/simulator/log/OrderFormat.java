package io.perennial.simulator.log;

import io.perennial.simulator.life.Act;
import io.perennial.simulator.life.Deed;
import io.perennial.simulator.world.Calendar;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The shop's orders: CSV with local time and decimal amounts, a refund being a row of its own. */
final class OrderFormat implements RowFormat {

    private static final String[] BAD_TIMES = {"0000-00-00 00:00:00", "2025-02-30 12:00:00", "", "n/a"};
    private static final String[] BAD_AMOUNTS = {"", "N/A", "NaN", "-88.00", "1e999", "Infinity", "待定"};
    private static final String REMARK = "\"急,请放\"\"前台\"\"\"";

    private final Calendar calendar;

    OrderFormat(Calendar calendar) {
        this.calendar = calendar;
    }

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public Set<Act> acts() {
        return EnumSet.of(Act.ORDER, Act.REFUND, Act.UNPAID);
    }

    @Override
    public String header() {
        return "order_id,customer,ordered_at,amount,currency,status,category,coupon_code,channel,remark";
    }

    @Override
    public String extension() {
        return "csv";
    }

    @Override
    public List<Flaw> flaws(Act act) {
        return List.of(Flaw.NO_USER, Flaw.BAD_TIME, Flaw.BAD_NUMBER, Flaw.BAD_NUMBER, Flaw.TORN);
    }

    @Override
    public void write(Row row, Deed deed, Flaw flaw, int pick) {
        row.text("o").hex(deed.id()).text(",");
        if (flaw != Flaw.NO_USER) {
            Names.inShop(row, deed.user(), deed.id());
        }
        row.text(",");
        if (flaw == Flaw.BAD_TIME) {
            row.text(BAD_TIMES[pick % BAD_TIMES.length]);
        } else {
            row.text(calendar.text(deed.day())).text(" ").clock(deed.second());
        }
        row.text(",");
        if (flaw == Flaw.BAD_NUMBER) {
            row.text(BAD_AMOUNTS[pick % BAD_AMOUNTS.length]);
        } else {
            row.decimal(deed.amountMinor());
        }
        row.text(",CNY,").text(status(deed.act())).text(",").text(deed.item());
        row.text(",").text(deed.coupon()).text(",").text(deed.channel()).text(",");
        if (deed.id() % 50 == 0) {
            row.text(REMARK);
        }
        if (flaw == Flaw.TORN) {
            row.cut(10 + pick % 20);
        }
    }

    private static String status(Act act) {
        return act == Act.ORDER ? "PAID" : act == Act.REFUND ? "REFUNDED" : "CLOSED";
    }
}
