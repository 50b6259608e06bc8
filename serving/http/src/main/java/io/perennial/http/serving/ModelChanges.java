package io.perennial.http.serving;

import io.perennial.http.api.Caller;
import io.perennial.http.api.Problem;
import io.perennial.http.api.Problem.Kind;
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

    /** Most characters of the reason for a change. */
    public static final int LONGEST_WHY = 500;

    private static final Logger LOG = LoggerFactory.getLogger(ModelChanges.class);

    /**
     * What somebody wants changed.
     *
     * @param model    name of a model of the registry
     * @param change   what
     * @param target   the version to promote or to try; empty for a change that {@linkplain ModelChange#takesVersion
     *                 takes none}
     * @param expected what they take to be so; nothing is changed where it is otherwise
     * @param why      kept in the journal, at most {@value #LONGEST_WHY} characters
     * @param by       who
     */
    public record Order(
            String model, ModelChange change, OptionalInt target, Expected expected, String why, Caller by) {

        /** @throws Problem where the reason is too long */
        public Order {
            int length = why.codePointCount(0, why.length());
            if (length > LONGEST_WHY) {
                throw Problem.at(
                        Kind.BAD_FIELD,
                        "why",
                        "the reason has " + length + " characters, at most " + LONGEST_WHY + " are kept");
            }
        }
    }

    /**
     * What a change would come to.
     *
     * @param before what serves now
     * @param after  what would serve
     */
    public record Outcome(Standing before, Standing after) {}

    /**
     * A change that was made.
     *
     * @param after  what serves by then
     * @param millis how long it took
     */
    public record Made(Standing after, long millis) {}

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
     * Does as ordered; it holds in this server afterwards.
     *
     * @throws io.perennial.scoring.registry.RegistryException where the change does not go with what is there
     */
    public Made make(Order order) {
        long started = System.nanoTime();
        Changes changes = begun(order);
        Standing changed = order.change().make(changes, order.target(), order.why());
        serving.live().follow(changed);
        long millis = (System.nanoTime() - started) / 1_000_000;
        LOG.warn(
                "{} of {} by {} took {} ms",
                order.change().id(),
                order.model(),
                order.by().id(),
                millis);
        return new Made(changed, millis);
    }

    private Changes begun(Order order) {
        return serving.registry().as(order.by().id()).changes(order.model()).expecting(order.expected());
    }
}
