package io.perennial.http.live;

import io.perennial.http.api.NotReady;
import io.perennial.http.api.Problem;
import io.perennial.scoring.explain.Explainer;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.ModelId;
import io.perennial.scoring.population.PopulationBundle;
import io.perennial.scoring.score.Scorer;
import java.util.List;
import java.util.Optional;

/**
 * All that one answer is made from. Immutable: a request takes it once and sees no other, so no answer ever mixes
 * versions.
 */
public final class ServingState {

    private final Optional<Answering> champion;
    private final Optional<Answering> challenger;
    private final Arm arm;
    private final Optional<ServedPopulation> population;
    private final List<Refusal> refusals;
    private final Optional<Unready> unready;

    /**
     * A state.
     *
     * @param champion   the models that answer; empty until a churn model may
     * @param challenger the models that are tried; empty where none are
     * @param arm        which of the two answers here
     * @param population everybody the batch scored; empty where none is loaded
     * @param refusals   what may not answer, and why
     * @param unready    why the server is not ready; empty where every champion, or the last good version before it,
     *                   answers
     */
    ServingState(
            Optional<Answering> champion,
            Optional<Answering> challenger,
            Arm arm,
            Optional<ServedPopulation> population,
            List<Refusal> refusals,
            Optional<Unready> unready) {
        this.champion = champion;
        this.challenger = challenger;
        this.arm = arm;
        this.population = population;
        this.refusals = List.copyOf(refusals);
        this.unready = unready;
    }

    /** The state before anything was read. */
    static ServingState nothing() {
        return new ServingState(
                Optional.empty(),
                Optional.empty(),
                Arm.CHAMPION,
                Optional.empty(),
                List.of(),
                Optional.of(Unready.UNREAD));
    }

    /** The same state, as it answers users of an arm; that of the challenger without one is the champion's. */
    public ServingState as(Arm other) {
        Arm possible = other == Arm.CHALLENGER && challenger.isEmpty() ? Arm.CHAMPION : other;
        return possible == arm ? this : new ServingState(champion, challenger, possible, population, refusals, unready);
    }

    /** The same as a state of its own, so that what was opened beside this one is not used with it. */
    ServingState renewed() {
        return new ServingState(champion, challenger, arm, population, refusals, unready);
    }

    /** The same champions, ready, while others were refused: less what the journals do not let answer any more. */
    ServingState refusing(List<Refusal> others, Slots seen) {
        Optional<Answering> tried = challenger.filter(any -> seen.areTrying(any.models(), models()));
        Optional<ServedPopulation> known =
                population.filter(served -> seen.population().allows(served.id().version()));
        return new ServingState(champion, tried, Arm.CHAMPION, known, others, Optional.empty());
    }

    /** Whether the very same versions and population answer, and the same is refused for the same reasons. */
    boolean isSameAs(ServingState other) {
        return arm == other.arm
                && ids(champion).equals(ids(other.champion))
                && ids(challenger).equals(ids(other.challenger))
                && population.equals(other.population)
                && refusals.equals(other.refusals)
                && unready.equals(other.unready);
    }

    private static Optional<List<ModelId>> ids(Optional<Answering> answering) {
        return answering.map(
                these -> these.models().stream().map(LoadedModel::id).toList());
    }

    /** Which arm this answers. */
    public Arm arm() {
        return arm;
    }

    /** Whether a challenger may answer. */
    public boolean hasChallenger() {
        return challenger.isPresent();
    }

    /** The scorer of the models that are tried; empty where none are. */
    public Optional<Scorer> challenger() {
        return challenger.map(Answering::scorer);
    }

    /** Everybody the batch scored; empty where none is loaded. */
    public Optional<ServedPopulation> population() {
        return population;
    }

    /** Everybody the batch scored, or the problem that nobody is known. */
    public ServedPopulation requirePopulation() {
        return population.orElseThrow(() -> refusedPopulation()
                .orElseGet(() -> NotReady.NO_POPULATION.problem(
                        "no population is loaded, so users are not known by id; run: perennial load --bundle DIR")));
    }

    /** What may not answer, and why. */
    public List<Refusal> refusals() {
        return refusals;
    }

    /** The problem that a population was published and none may answer; empty where one does, or none was published. */
    public Optional<Problem> refusedPopulation() {
        return refusals.stream()
                .filter(refusal -> population.isEmpty() && refusal.name().equals(PopulationBundle.NAME))
                .findFirst()
                .map(refusal -> NotReady.REFUSED.problem(refusal.reason()));
    }

    /** The user who stands behind an id, which may be an alias. */
    public String user(String id) {
        return population.map(served -> served.population().aliases().user(id)).orElse(id);
    }

    /** The problem that a published model does not answer. */
    public Problem unanswered(String model) {
        String none = "model '" + model + "' has no version that may answer";
        return unready.map(why -> why.problem(none + ": " + why.reason()))
                .orElseGet(() -> Problem.of(Problem.Kind.NOT_READY, none + "; promote one"));
    }

    /** All ids of the user an id stands for, the user's own first. */
    public List<String> ids(String id) {
        return ServedPopulation.ids(population, id);
    }

    /** Why the server is not ready; empty where it is. */
    public String reason() {
        return unready.map(Unready::reason).orElse("");
    }

    /** The problem the server is not ready for; empty where it is. */
    public Optional<Problem> problem() {
        return unready.map(Unready::problem);
    }

    /** Whether everything that is published answers. */
    public boolean isReady() {
        return unready.isEmpty();
    }

    /** Whether a registry was looked at for it. */
    boolean isRead() {
        return !unready.equals(Optional.of(Unready.UNREAD));
    }

    /** The scorer of this arm; empty until a churn model may answer. */
    public Optional<Scorer> scorer() {
        return answering().map(Answering::scorer);
    }

    /** The scorer, or the problem that there is none. */
    public Scorer requireScorer() {
        return require().scorer();
    }

    /** The explainer of {@link #requireScorer}. */
    public Explainer requireExplainer() {
        return require().explainer().get();
    }

    /** Makes what explains, so that the first who asks does not wait for it. */
    void makeExplainers() {
        champion.ifPresent(answering -> answering.explainer().make());
        challenger.ifPresent(answering -> answering.explainer().make());
    }

    /** The models that answer: churn, then those that follow it. */
    public List<LoadedModel> models() {
        return answering().map(Answering::models).orElse(List.of());
    }

    private Optional<Answering> answering() {
        return arm == Arm.CHALLENGER ? challenger : champion;
    }

    private Answering require() {
        return answering().orElseThrow(() -> unready.orElseThrow().problem());
    }
}
