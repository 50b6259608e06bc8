package io.perennial.http.survey;

import io.perennial.features.event.EventKind;
import io.perennial.features.feature.FeatureSchema;
import io.perennial.features.ledger.LogDefinition;
import io.perennial.features.outcome.Outcome;
import io.perennial.features.profile.Risk;
import io.perennial.http.answer.Subjects;
import io.perennial.http.live.ServedPopulation;
import io.perennial.http.survey.PastList.Head;
import io.perennial.scoring.population.Listed;
import io.perennial.scoring.population.PopulationRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Counts what became of the users at risk of an earlier population, in the ledgers of a later one. */
final class PastListCount {

    private static final int LONGEST = 1_000;
    private static final List<Integer> HEADS = List.of(10, 50, 100, 500, LONGEST);

    private final ServedPopulation earlier;
    private final FeatureSchema schema;
    private final Predicate<String> heldOut;
    private final ContactEffectCount atRiskEffect;
    private final ContactEffectCount eligibleEffect;
    private final Map<Integer, Integer> places = new HashMap<>();
    private final boolean[] isKnown;
    private final boolean[] churned;
    private final double[] expected;
    private int eligible;
    private int eligibleChurned;

    /**
     * Counts of an earlier population.
     *
     * @param heldOut whether nobody is to contact a user, by id
     */
    PastListCount(ServedPopulation earlier, FeatureSchema schema, Predicate<String> heldOut) {
        this.earlier = earlier;
        this.schema = schema;
        this.heldOut = heldOut;
        LogDefinition log = schema.context().log();
        boolean hasMoney = log.carried().contains(EventKind.PURCHASE);
        boolean hasOutreach = log.carried().contains(EventKind.TOUCH);
        this.atRiskEffect = new ContactEffectCount(hasMoney, hasOutreach);
        this.eligibleEffect = new ContactEffectCount(hasMoney, hasOutreach);
        List<Listed> list = earlier.population()
                .list()
                .page(listed -> listed.eligible() && listed.risk().isRaised(), 0, LONGEST)
                .users();
        list.forEach(listed -> places.put(listed.ordinal(), places.size()));
        this.isKnown = new boolean[list.size()];
        this.churned = new boolean[list.size()];
        this.expected = new double[list.size()];
    }

    /** A user of the earlier population by ordinal; who is not in the later one under any id did nothing that it knows of. */
    void add(int ordinal, PopulationRow then, Optional<PopulationRow> later) {
        var score = Subjects.batchScore(then);
        if (!score.eligible() || score.churn().isEmpty()) {
            return;
        }
        double probability = score.churn().get().probability();
        Outcome outcome = later.map(this::outcome).orElseGet(Outcome::nothing);
        eligible++;
        eligibleChurned += outcome.active() ? 0 : 1;
        Integer place = places.get(ordinal);
        if (place != null) {
            isKnown[place] = true;
            churned[place] = !outcome.active();
            expected[place] = probability;
        }
        addEffect(
                then.user(), probability, outcome, later.map(this::wasContacted).orElse(false));
    }

    private Outcome outcome(PopulationRow later) {
        return Outcome.read(
                later.ledger(),
                earlier.population().asOf(),
                schema.window(),
                schema.context().churn(),
                schema.value());
    }

    private boolean wasContacted(PopulationRow later) {
        int asOf = earlier.population().asOf();
        int end = asOf + schema.window().gapDays() + schema.window().horizonDays();
        return later.ledger().days().stream()
                .anyMatch(day -> day.day() >= asOf && day.day() < end && day.count(EventKind.TOUCH) > 0);
    }

    private void addEffect(String user, double probability, Outcome outcome, boolean wasContacted) {
        boolean isHeldOut = heldOut.test(user);
        double value = schema.context().log().major(outcome.valueMinor());
        eligibleEffect.add(isHeldOut, probability, !outcome.active(), value, wasContacted);
        if (Risk.of(probability, earlier.population().header().grades()).isRaised()) {
            atRiskEffect.add(isHeldOut, probability, !outcome.active(), value, wasContacted);
        }
    }

    PastList count() {
        List<Head> heads = new ArrayList<>();
        int users = 0;
        int gone = 0;
        double sum = 0;
        int last =
                (int) IntStream.range(0, isKnown.length).filter(i -> isKnown[i]).count();
        for (int i = 0; i < churned.length; i++) {
            users += isKnown[i] ? 1 : 0;
            gone += churned[i] ? 1 : 0;
            sum += expected[i];
            if (isKnown[i] && (HEADS.contains(users) || users == last)) {
                heads.add(new Head(users, gone, sum));
            }
        }
        return new PastList(
                earlier.id(),
                earlier.population().header().asOf(),
                eligible == 0 ? Double.NaN : (double) eligibleChurned / eligible,
                heads,
                atRiskEffect.count(),
                eligibleEffect.count());
    }
}
