package io.perennial.scoring.population;

import io.perennial.features.profile.Risk;
import io.perennial.scoring.file.FileStamp;
import io.perennial.scoring.registry.RegistryException;
import io.perennial.scoring.registry.RegistryException.Kind;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a population to a directory, user by user in ascending order of their UTF-8 bytes.
 *
 * <p>Keeps one page of users in memory, plus about 100 bytes per page and at the end about 40 bytes per user for the
 * list. A directory without {@value PopulationHeader#FILE}, which is written last, is no population.
 */
public final class PopulationWriter implements AutoCloseable {

    /** A page is closed once it has so many bytes: small enough to hash for one user, large enough to index. */
    private static final int PAGE = 1 << 14;

    private final Path directory;
    private final PopulationHeader header;
    private final MessageDigest digest;
    private final OutputStream pages;
    private final PageIndex index = new PageIndex();
    private final ByteSink page = new ByteSink();
    private byte[] first;
    private byte[] previous;
    private int pageUsers;
    private int users;
    private int width = -1;
    private AliasTable aliases = AliasTable.none();
    private double[] losses = new double[1024];
    private byte[] marks = new byte[1024];

    private PopulationWriter(Path directory, PopulationHeader header) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.header = header;
        this.digest = FileStamp.newDigest();
        Files.deleteIfExists(directory.resolve(PopulationHeader.FILE));
        this.pages = new DigestOutputStream(
                new BufferedOutputStream(Files.newOutputStream(directory.resolve(PopulationHeader.PAGES))), digest);
    }

    /** A writer into a directory; what lay there of an earlier population is replaced. */
    public static PopulationWriter create(Path directory, PopulationHeader header) {
        try {
            return new PopulationWriter(directory, header);
        } catch (IOException e) {
            throw failed(directory, e);
        }
    }

    /** Says under which other ids users are known. */
    public void aliases(AliasTable table) {
        aliases = table;
    }

    /** Adds the next user. */
    public void add(PopulationRow row, Rank rank) {
        byte[] user = PageIndex.utf8(row.user());
        check(row, user);
        if (pageUsers == 0) {
            first = user;
        }
        RowCodec.write(row, page);
        keep(rank);
        previous = user;
        pageUsers++;
        if (page.size() >= PAGE) {
            flushPage();
        }
    }

    /** Writes index, list and header; the population is complete with it. */
    public PopulationHeader finish() {
        flushPage();
        try {
            pages.close();
            byte[] indexBytes = index.bytes();
            byte[] listBytes = UserList.of(losses, marks, users).bytes();
            Files.write(directory.resolve(PopulationHeader.INDEX), indexBytes);
            Files.write(directory.resolve(PopulationHeader.LIST), listBytes);
            Map<String, FileStamp> stamps = new TreeMap<>(Map.of(
                    PopulationHeader.PAGES, new FileStamp(HexFormat.of().formatHex(digest.digest()), index.length()),
                    PopulationHeader.INDEX, FileStamp.of(indexBytes),
                    PopulationHeader.LIST, FileStamp.of(listBytes)));
            writeAliases(stamps);
            PopulationHeader finished = new PopulationHeader(
                    header.format(),
                    header.schema(),
                    header.firstDay(),
                    header.asOf(),
                    header.dataHash(),
                    users,
                    Math.max(0, width),
                    header.grades(),
                    header.models(),
                    stamps);
            Files.write(directory.resolve(PopulationHeader.FILE), PopulationJson.bytes(finished));
            return finished;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void writeAliases(Map<String, FileStamp> stamps) throws IOException {
        Path file = directory.resolve(PopulationHeader.ALIASES);
        Files.deleteIfExists(file);
        if (!aliases.isEmpty()) {
            byte[] bytes = aliases.bytes();
            Files.write(file, bytes);
            stamps.put(PopulationHeader.ALIASES, FileStamp.of(bytes));
        }
    }

    @Override
    public void close() {
        try {
            pages.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private RegistryException failed(IOException cause) {
        return failed(directory, cause);
    }

    private static RegistryException failed(Path directory, IOException cause) {
        return RegistryException.of("write the population", directory, cause, Population.SCORE_AGAIN);
    }

    private void check(PopulationRow row, byte[] user) {
        if (previous != null && Arrays.compareUnsigned(user, previous) <= 0) {
            throw new RegistryException(
                    Kind.REFUSED,
                    "user '" + row.user() + "' comes after '" + new String(previous, StandardCharsets.UTF_8)
                            + "'; a population is written in ascending order of UTF-8 bytes, each user once");
        }
        if (width >= 0 && width != row.features().length) {
            throw new RegistryException(
                    Kind.REFUSED,
                    "user '" + row.user() + "' has " + row.features().length + " features, those before have " + width);
        }
        width = row.features().length;
    }

    private void keep(Rank rank) {
        if (users == losses.length) {
            losses = Arrays.copyOf(losses, 2 * users);
            marks = Arrays.copyOf(marks, 2 * users);
        }
        losses[users] = rank.expectedLoss();
        marks[users] = UserList.mark(Risk.of(rank.churn(), header.grades()), rank.eligible());
        users++;
    }

    private void flushPage() {
        if (pageUsers == 0) {
            return;
        }
        byte[] bytes = page.take();
        index.add(first, pageUsers, bytes.length, FileStamp.newDigest().digest(bytes));
        pageUsers = 0;
        try {
            pages.write(bytes);
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
