package io.perennial.scoring.explain;

import io.perennial.features.feature.Part;
import io.perennial.features.feature.Schema;
import io.perennial.scoring.explain.Explanation.Contribution;
import io.perennial.scoring.model.Distribution;
import io.perennial.scoring.model.PeerGroup;
import io.perennial.scoring.model.Peers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Turns contributions into at most {@value Explanation#MOST_REASONS} reasons in words. */
final class Reasons {

    private final Target target;
    private final Schema schema;
    private final Peers peers;
    private final ReasonText text;

    Reasons(Target target, Schema schema, Peers peers) {
        this.target = target;
        this.schema = schema;
        this.peers = peers;
        this.text = new ReasonText(target, schema);
    }

    /**
     * The reasons, the strongest first.
     *
     * @param dimensions what each dimension adds
     * @param features   the user's features
     * @param strength   how much a feature by itself pulls, in any unit; asked only for features of told dimensions
     */
    List<Reason> of(List<Contribution> dimensions, double[] features, IntToDoubleFunction strength) {
        List<Contribution> told = dimensions.stream()
                .filter(contribution -> Math.abs(contribution.value()) >= target.leastReason())
                .sorted(Comparator.comparingDouble((Contribution c) -> -Math.abs(c.value())))
                .limit(Explanation.MOST_REASONS + 1L)
                .toList();
        PeerGroup group = peers.groupOf(features);
        List<Reason> reasons = new ArrayList<>();
        for (int i = 0; i < Math.min(Explanation.MOST_REASONS, told.size()); i++) {
            boolean separable = i + 1 == told.size() || isStronger(told.get(i), told.get(i + 1));
            reasons.add(reason(i + 1, told.get(i), separable, features, group, strength));
        }
        return reasons;
    }

    /** Whether the interval of one contribution's size lies wholly above the other's. */
    private static boolean isStronger(Contribution strong, Contribution weak) {
        return leastSize(strong) > largestSize(weak);
    }

    private static double leastSize(Contribution contribution) {
        boolean crossesZero = contribution.low() <= 0 && contribution.high() >= 0;
        return crossesZero ? 0 : Math.min(Math.abs(contribution.low()), Math.abs(contribution.high()));
    }

    private static double largestSize(Contribution contribution) {
        return Math.max(Math.abs(contribution.low()), Math.abs(contribution.high()));
    }

    private Reason reason(
            int rank,
            Contribution part,
            boolean separable,
            double[] features,
            PeerGroup group,
            IntToDoubleFunction strength) {
        OptionalInt spoken = strongest(part, strength);
        if (spoken.isEmpty()) {
            return new Reason(
                    rank,
                    ReasonCode.of(part.dimension(), part.value() > 0).toString(),
                    part.dimension(),
                    "",
                    part.value(),
                    Double.NaN,
                    Reason.Peer.NONE,
                    separable,
                    text.en(part.dimension(), part.value()),
                    text.zh(part.dimension(), part.value()));
        }
        int index = spoken.getAsInt();
        String feature = schema.ids().get(index);
        double own = features[index];
        Reason.Peer peer = peer(group, index, own);
        return new Reason(
                rank,
                ReasonCode.of(feature, part.value() > 0).toString(),
                part.dimension(),
                feature,
                part.value(),
                schema.isOrdered(index) ? own : Double.NaN,
                peer,
                separable,
                text.en(index, own, peer, part.value()),
                text.zh(index, own, peer, part.value()));
    }

    /** The dimension's feature that pulls most in its direction, the first of equals; its only one in any case. */
    private OptionalInt strongest(Contribution part, IntToDoubleFunction strength) {
        int[] indexes = indexes(part.dimension());
        if (indexes.length == 1) {
            return OptionalInt.of(indexes[0]); // Nothing else can be meant, whichever way it pulls by itself.
        }
        double way = Math.signum(part.value());
        int best = -1;
        double most = 0;
        for (int index : indexes) {
            double pull = way * strength.applyAsDouble(index);
            if (pull > most) {
                most = pull;
                best = index;
            }
        }
        return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
    }

    private int[] indexes(Part part) {
        return IntStream.range(0, schema.width())
                .filter(i -> schema.part(i).equals(part))
                .toArray();
    }

    private Reason.Peer peer(PeerGroup group, int feature, double own) {
        Distribution spread = peers.spread(group, feature);
        if (spread.isEmpty() || Double.isNaN(own) || !schema.isOrdered(feature)) {
            return Reason.Peer.NONE;
        }
        return new Reason.Peer(group.en(), group.zh(), spread.shareBelow(own), spread.median());
    }
}
