package io.perennial.http.survey;

import io.perennial.scoring.population.Population;
import io.perennial.scoring.population.PopulationRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who of an earlier population is who in a later one. An alias file may have merged users since, and who was erased has
 * left no log that tells what they did: neither left. One thread.
 */
final class Identities {

    private final Population later;
    private final Population.Reader olds;
    private final Population.Reader news;
    private final long firstDay;

    Identities(Population earlier, Population later) {
        this.later = later;
        this.olds = earlier.reader();
        this.news = later.reader();
        this.firstDay = later.header().firstDay().toEpochDay();
    }

    /** A user of the earlier population as the later one has them, under whichever id. */
    Optional<PopulationRow> after(PopulationRow then) {
        return news.user(later.aliases().user(then.user()));
    }

    /**
     * Everybody of the earlier population who is this user now.
     *
     * @param same who was there under the very id
     */
    List<PopulationRow> before(Optional<PopulationRow> same, PopulationRow now) {
        List<PopulationRow> before = new ArrayList<>(same.stream().toList());
        List<String> ids = later.aliases().ids(now.user());
        ids.subList(1, ids.size()).forEach(alias -> olds.user(alias).ifPresent(before::add));
        return before;
    }

    /**
     * Whether nothing can be said of what a user did since: the later population knows them under no id, though its log
     * still covers days of theirs. Whose days are all before its log did nothing that it knows of.
     */
    boolean isErased(PopulationRow then) {
        return after(then).isEmpty() && then.ledger().days().stream().anyMatch(day -> day.day() >= firstDay);
    }
}
