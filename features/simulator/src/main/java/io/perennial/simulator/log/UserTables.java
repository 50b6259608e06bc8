package io.perennial.simulator.log;

import io.perennial.simulator.life.Life;
import io.perennial.simulator.life.Truth;
import io.perennial.simulator.world.Calendar;
import io.perennial.simulator.world.Traits;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The two tables with a row for each user: {@code aliases.csv} for the company, {@code truth.csv} for the judge. */
public final class UserTables implements AutoCloseable {

    private static final String TRUTH = "user,archetype,source,joined,stage,alive_until,visits_per_day,"
            + "purchases_per_day,mean_occasion,decline_per_day,pause_per_day,reachable,outreach,"
            + "expected_value_90,expected_value_180,touch_effect_90\n";

    private final Calendar calendar;
    private final OutputStream aliases;
    private final OutputStream truth;
    private final Row row = new Row();

    /** The tables in a folder that exists. */
    public UserTables(Path folder, Calendar calendar) throws IOException {
        this.calendar = calendar;
        aliases = open(folder.resolve("aliases.csv"), "alias,user\n");
        truth = open(folder.resolve("truth.csv"), TRUTH);
    }

    /** Writes a user's rows. */
    public void write(Truth of) throws IOException {
        Traits user = of.life().user();
        if (user.contact().device()) {
            Names.user(Names.device(row.clear(), user).text(","), user)
                    .text("\n")
                    .writeTo(aliases);
        }
        if (user.contact().phone()) {
            Names.user(Names.phone(row.clear(), user).text(","), user)
                    .text("\n")
                    .writeTo(aliases);
        }
        hidden(of.life());
        row.text(decimals(",%.2f,%.2f,%.2f%n", of.value90(), of.value180(), of.touch90()));
        row.writeTo(truth);
    }

    @Override
    public void close() throws IOException {
        try (aliases;
                truth) {
            aliases.flush();
            truth.flush();
        }
    }

    private void hidden(Life life) {
        Traits user = life.user();
        boolean lived = life.aliveUntil() >= 0;
        Names.user(row.clear(), user).text(",").text(user.archetype().id()).text(",");
        row.text(user.source().id()).text(",").text(calendar.date(user.joined()).toString());
        row.text(",").text(life.stage().id()).text(",");
        row.text(lived ? calendar.text(life.aliveUntil()) : "");
        row.text(decimals(
                ",%.5f,%.5f,%.2f,%.6f,%.6f,",
                user.visiting().perDay(),
                user.buying().perDay(),
                user.buying().perDay() == 0 ? 0 : user.buying().occasion(),
                user.leaving().decline(),
                user.leaving().pause()));
        row.text(user.contact().reachable() ? "yes" : "no").text(",");
        row.text(user.contact().effect().id());
    }

    private static String decimals(String format, Object... numbers) {
        return String.format(Locale.ROOT, format.replace("%n", "\n"), numbers);
    }

    private static OutputStream open(Path file, String header) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        out.write(header.getBytes(StandardCharsets.UTF_8));
        return out;
    }
}
