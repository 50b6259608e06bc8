package io.perennial.http.routes;

import io.perennial.http.api.Caller;
import io.perennial.scoring.registry.Changes;
import io.perennial.scoring.registry.Standing;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes what serves. Each change is an entry of the model's journal that names who made it, and holds in this server
 * when it is made; other servers follow at their next look.
 *
 * @param serving what is changed
 */
public record ModelChanges(Serving serving) {

    private static final Logger LOG = LoggerFactory.getLogger(ModelChanges.class);

    /**
     * What somebody wants changed.
     *
     * @param model            name of a model of the registry
     * @param change           what
     * @param version          of which version. Where the change takes none: the one they take to answer after a
     *                         rollback or kill (0 for nobody) or to be on trial; nothing is changed where it is another,
     *                         and empty where they do not mind
     * @param expectedChampion the version they take to be champion, 0 for nobody: where it is another nothing is changed;
     *                         empty where they do not mind
     * @param why              kept in the journal
     * @param by               who
     */
    public record Order(
            String model,
            ModelChange change,
            OptionalInt version,
            OptionalInt expectedChampion,
            String why,
            Caller by) {}

    /**
     * What a change would come to.
     *
     * @param before what serves now
     * @param after  what would serve
     */
    public record Outcome(Standing before, Standing after) {}

    /**
     * What an order would come to; nothing is changed.
     *
     * @throws io.perennial.scoring.registry.RegistryException as {@link #make} would throw it now
     */
    public Outcome rehearse(Order order) {
        Changes changes = begun(order).rehearsed();
        return new Outcome(changes.seen(), order.change().make(changes, order.version(), order.why()));
    }

    /**
     * Does as ordered; gives the standing after it.
     *
     * @throws io.perennial.scoring.registry.RegistryException where the change does not go with what is there
     */
    public Standing make(Order order) {
        long started = System.nanoTime();
        Changes changes = begun(order);
        Standing changed = order.change().make(changes, order.version(), order.why());
        serving.live().follow(changed);
        LOG.warn(
                "{} of {} by {} took {} ms",
                order.change().id(),
                order.model(),
                order.by().id(),
                (System.nanoTime() - started) / 1_000_000);
        return changed;
    }

    private Changes begun(Order order) {
        Changes changes = serving.registry().as(order.by().id()).changes(order.model());
        return order.expectedChampion().isPresent()
                ? changes.expecting(order.expectedChampion().getAsInt())
                : changes;
    }
}
