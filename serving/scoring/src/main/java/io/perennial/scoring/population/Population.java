package io.perennial.scoring.population;

import io.perennial.scoring.file.FileStamp;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.RegistryException.Kind;
import io.perennial.scoring.registry.VersionFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A population on disk: everybody's ledger, features and score as of one day.
 *
 * <p>Header and index are read once and checked against their hashes; a page of users is read whole, compared with its
 * own hash in that index, and only then parsed, and so is the list, whoever asks for it. So no byte that was not
 * published is ever looked at, and what stays in memory is about 100 bytes for each page of 16 KiB. Immutable; safe for
 * many threads.
 */
public final class Population {

    /** What to do where a file that is not published is missing. */
    static final String SCORE_AGAIN = "score again";

    private final PageFile pages;
    private final PopulationHeader header;
    private final PageIndex index;
    private final AliasTable aliases;
    private final Reading files;

    private Population(PageFile pages, PopulationHeader header, PageIndex index, AliasTable aliases, Reading files) {
        this.pages = pages;
        this.header = header;
        this.index = index;
        this.aliases = aliases;
        this.files = files;
        require(index.users() == header.users()
                && index.length() == stamp(header, PopulationHeader.PAGES).size());
    }

    private void require(boolean agree) {
        if (!agree) {
            throw new RegistryException(
                    Kind.DAMAGED, "header, index and list of the population with " + pages + " disagree");
        }
    }

    /** The population of a published version. */
    public static Population open(VersionFiles files) {
        // What was read was compared with the journal, so its stamp is known.
        return open(
                files::bytes,
                (file, bytes) -> files.stamp(file),
                () -> PageFile.open(files.unchecked(PopulationHeader.PAGES)));
    }

    /** What a published version is, without opening the rest of it. */
    public static PopulationHeader header(VersionFiles files) {
        return PopulationJson.read(files.bytes(PopulationHeader.FILE));
    }

    /** The population a batch wrote into a directory, not yet published. */
    public static Population open(Path directory) {
        return open(
                file -> read(directory.resolve(file)),
                (file, bytes) -> FileStamp.of(bytes),
                () -> PageFile.unpublished(directory.resolve(PopulationHeader.PAGES)));
    }

    @FunctionalInterface
    private interface Reading {
        byte[] bytes(String file);
    }

    @FunctionalInterface
    private interface Stamping {
        /** The stamp of a file's bytes. */
        FileStamp stamp(String file, byte[] bytes);
    }

    private static Population open(Reading files, Stamping stamps, Supplier<PageFile> pages) {
        PopulationHeader header = PopulationJson.read(files.bytes(PopulationHeader.FILE));
        Reading checked = file -> checked(header, file, files.bytes(file), stamps);
        return new Population(
                pages.get(),
                header,
                PageIndex.read(checked.bytes(PopulationHeader.INDEX)),
                header.files().containsKey(PopulationHeader.ALIASES)
                        ? AliasTable.read(checked.bytes(PopulationHeader.ALIASES))
                        : AliasTable.none(),
                checked);
    }

    /** What the population is. */
    public PopulationHeader header() {
        return header;
    }

    /** The as-of as epoch day. */
    public int asOf() {
        return Math.toIntExact(header.asOf().toEpochDay());
    }

    /** Length of all users on disk, in bytes. */
    public long bytes() {
        return index.length();
    }

    /** All users by falling expected loss; read each time it is asked for, 13 bytes a user. */
    public UserList list() {
        UserList list = UserList.read(files.bytes(PopulationHeader.LIST));
        require(list.size() == header.users());
        return list;
    }

    /** Under which other ids its users are known. */
    public AliasTable aliases() {
        return aliases;
    }

    /** A user, or empty where the population has no such user. */
    public Optional<PopulationRow> user(String id) {
        return reader().user(id);
    }

    /** The user at a place of the population, from 0. */
    public PopulationRow at(int ordinal) {
        if (ordinal < 0 || ordinal >= header.users()) {
            throw new IllegalArgumentException("user " + ordinal + " of " + header.users());
        }
        int page = index.pageOf(ordinal);
        return rows(page).get(ordinal - index.ordinal(page));
    }

    /** The place of the first user whose id begins with a text, and that of the first after them all. */
    public Range withPrefix(String prefix) {
        byte[] first = PageIndex.utf8(prefix);
        byte[] after = Arrays.copyOf(first, first.length + 1);
        after[first.length] = (byte) 0xff; // No id holds this byte, so it comes after whatever begins like that.
        return new Range(atOrAfter(first), atOrAfter(after));
    }

    /** Places {@code [from, to)}. */
    public record Range(int from, int to) {}

    private int atOrAfter(byte[] id) {
        int page = Math.max(0, index.pageOf(id));
        if (index.size() == 0) {
            return 0;
        }
        int ordinal = index.ordinal(page);
        for (PopulationRow row : rows(page)) {
            if (Arrays.compareUnsigned(PageIndex.utf8(row.user()), id) >= 0) {
                return ordinal;
            }
            ordinal++;
        }
        return ordinal;
    }

    /** Reads users one after the other: neighbours cost next to nothing. For one thread. */
    public Reader reader() {
        return new Reader();
    }

    /** Users by their places or ids; keeps the page it read last. */
    public final class Reader {

        private int page = -1;
        private List<PopulationRow> rows = List.of();

        private Reader() {}

        /** The user at a place of the population, from 0. */
        public PopulationRow at(int ordinal) {
            turn(index.pageOf(ordinal));
            return rows.get(ordinal - index.ordinal(page));
        }

        /** A user, or empty where the population has no such user. */
        public Optional<PopulationRow> user(String id) {
            int wanted = index.pageOf(id);
            if (wanted < 0) {
                return Optional.empty();
            }
            turn(wanted);
            return rows.stream().filter(row -> row.user().equals(id)).findFirst();
        }

        private void turn(int wanted) {
            if (wanted != page) {
                rows = rows(wanted);
                page = wanted;
            }
        }
    }

    /** Gives every user in the order of ordinals, reading each page once. */
    public void forEach(Consumer<PopulationRow> reader) {
        for (int page = 0; page < index.size(); page++) {
            rows(page).forEach(reader);
        }
    }

    /** Reads every page and checks it; what is wrong, in words, or an empty list. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (int page = 0; page < index.size() && faults.size() < 10; page++) {
            try {
                rows(page);
            } catch (RegistryException e) {
                faults.add(e.getMessage());
            }
        }
        return faults;
    }

    private List<PopulationRow> rows(int page) {
        byte[] bytes = pages.read(index.offset(page), index.length(page));
        if (!index.isOf(page, FileStamp.newDigest().digest(bytes))) {
            throw new RegistryException(
                    Kind.DAMAGED,
                    "page " + page + " of " + pages + " is not the one that was published; load the bundle again");
        }
        ByteSource source = new ByteSource("page " + page + " of " + pages, bytes);
        List<PopulationRow> rows = new ArrayList<>(index.users(page));
        for (int i = 0; i < index.users(page); i++) {
            rows.add(RowCodec.read(source, header.width()));
        }
        if (!source.isAtEnd()) {
            throw source.damaged("something follows its last user");
        }
        return rows;
    }

    private static byte[] checked(PopulationHeader header, String file, byte[] bytes, Stamping stamps) {
        if (!stamps.stamp(file, bytes).equals(stamp(header, file))) {
            throw new RegistryException(
                    Kind.DAMAGED, file + " of the population is not the one its header names; load the bundle again");
        }
        return bytes;
    }

    private static FileStamp stamp(PopulationHeader header, String file) {
        FileStamp stamp = header.files().get(file);
        if (stamp == null) {
            throw new RegistryException(Kind.DAMAGED, "the population's header names no " + file);
        }
        return stamp;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw RegistryException.of("read the population", file, e, SCORE_AGAIN);
        }
    }
}
