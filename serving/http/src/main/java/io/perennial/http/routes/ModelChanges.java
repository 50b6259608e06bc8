package io.perennial.http.routes;

import io.perennial.http.api.Caller;
import io.perennial.scoring.registry.Changes;
import io.perennial.scoring.registry.Standing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes what serves. Each change is an entry of the model's journal that names who made it, and holds in this server
 * when it is made; other servers follow at their next look.
 *
 * @param serving what is changed
 */
public record ModelChanges(Serving serving) {

    /** Stands for no champion in particular. */
    public static final int ANY_CHAMPION = 0;

    private static final Logger LOG = LoggerFactory.getLogger(ModelChanges.class);

    /**
     * What somebody wants changed.
     *
     * @param model            name of a model of the registry
     * @param change           what
     * @param version          of which version; 0 where the change takes none
     * @param expectedChampion the version they take to be champion: where it is another nothing is changed; {@link
     *                         #ANY_CHAMPION} where they do not mind
     * @param why              kept in the journal
     * @param by               who
     */
    public record Order(String model, ModelChange change, int version, int expectedChampion, String why, Caller by) {}

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
        return order.expectedChampion() == ANY_CHAMPION ? changes : changes.expecting(order.expectedChampion());
    }
}
