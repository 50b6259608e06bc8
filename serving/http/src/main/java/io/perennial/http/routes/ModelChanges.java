package io.perennial.http.routes;

import io.perennial.http.api.Caller;
import io.perennial.scoring.registry.Changes;
import io.perennial.scoring.registry.Expected;
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
     * @param model    name of a model of the registry
     * @param change   what
     * @param target   the version to promote or to try; empty for a change that {@linkplain ModelChange#takesVersion
     *                 takes none}
     * @param expected what they take to be so; nothing is changed where it is otherwise
     * @param why      kept in the journal
     * @param by       who
     */
    public record Order(
            String model, ModelChange change, OptionalInt target, Expected expected, String why, Caller by) {}

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
        return new Outcome(changes.seen(), order.change().make(changes, order.target(), order.why()));
    }

    /**
     * Does as ordered; gives the standing after it.
     *
     * @throws io.perennial.scoring.registry.RegistryException where the change does not go with what is there
     */
    public Standing make(Order order) {
        long started = System.nanoTime();
        Changes changes = begun(order);
        Standing changed = order.change().make(changes, order.target(), order.why());
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
        return serving.registry().as(order.by().id()).changes(order.model()).expecting(order.expected());
    }
}
