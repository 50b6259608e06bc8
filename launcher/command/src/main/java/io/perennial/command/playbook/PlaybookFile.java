package io.perennial.command.playbook;

import io.perennial.command.toml.TomlTable;
import io.perennial.command.toml.WrongFile;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.profile.Playbook;
import io.perennial.features.profile.RfmSegment;
import io.perennial.features.profile.WinBackAction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Playbooks as TOML files; every mistake is told with the key. */
public final class PlaybookFile {

    /** The playbook that counts where none is given. */
    public static final String STANDARD = "playbook.toml";

    private PlaybookFile() {}

    /** The playbook that counts where none is given. */
    public static Playbook standard() {
        return parse(STANDARD, standardText());
    }

    /** The text of {@link #standard}, to begin from. */
    public static String standardText() {
        try (InputStream in = PlaybookFile.class.getResourceAsStream(STANDARD)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the build brings " + STANDARD, e);
        }
    }

    /**
     * Reads a file.
     *
     * @throws WrongFile where it can't be read or used, naming the key
     */
    public static Playbook read(Path file) {
        return read(TomlTable.read("playbook", file));
    }

    /**
     * The playbook of a text.
     *
     * @param name of the file, for messages
     * @throws WrongFile where it can't be used
     */
    static Playbook parse(String name, String text) {
        return read(TomlTable.parse("playbook " + name, text));
    }

    private static Playbook read(TomlTable root) {
        ChurnGrade.Thresholds grades = grades(root.table("grades"));
        List<WinBackAction> actions =
                root.tables("action").stream().map(PlaybookFile::action).toList();
        root.refuseUnknown();
        return told(root.where(), () -> new Playbook(grades, actions));
    }

    private static ChurnGrade.Thresholds grades(TomlTable table) {
        double r2 = table.number("r2");
        double r3 = table.number("r3");
        double r4 = table.number("r4");
        double r5 = table.number("r5");
        table.refuseUnknown();
        return told(table.where(), () -> new ChurnGrade.Thresholds(r2, r3, r4, r5));
    }

    private static WinBackAction action(TomlTable table) {
        String id = table.text("id");
        Set<ChurnGrade> grades = named(table, "grades", ChurnGrade.values(), ChurnGrade::name, ChurnGrade.class);
        Set<RfmSegment> segments = named(table, "segments", RfmSegment.values(), RfmSegment::id, RfmSegment.class);
        boolean outreach = table.optionalTruth("outreach").orElse(true);
        WinBackAction.Text name = new WinBackAction.Text(table.text("en"), table.text("zh"));
        WinBackAction.Text advice = new WinBackAction.Text(table.text("advice_en"), table.text("advice_zh"));
        double cost = table.number("cost");
        double saving = table.number("saving");
        table.refuseUnknown();
        return told(
                table.where(),
                () -> new WinBackAction(
                        id, new WinBackAction.Audience(grades, segments), outreach, name, advice, cost, saving));
    }

    private static <E extends Enum<E>> Set<E> named(
            TomlTable table, String key, E[] all, Function<E, String> id, Class<E> type) {
        Set<E> chosen = EnumSet.noneOf(type);
        for (String word : table.texts(key)) {
            chosen.add(Arrays.stream(all)
                    .filter(one -> id.apply(one).equals(word))
                    .findFirst()
                    .orElseThrow(() ->
                            table.unknown(key, word, Arrays.stream(all).map(id).toList())));
        }
        return chosen;
    }

    /** What is made of the values of a table, or the table beside what is wrong with them. */
    private static <T> T told(String where, java.util.function.Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new WrongFile(where + e.getMessage(), e);
        }
    }
}
