package io.perennial.http.quality;

import io.perennial.http.quality.Tenths.Reference;
import io.perennial.scoring.model.Distribution;
import io.perennial.scoring.model.PeerGroup;
import io.perennial.scoring.model.References;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the scores of a version are held against.
 *
 * @param ids      names of the features
 * @param features what the version was made from, in the order of the names; empty where it keeps no reference
 * @param churn    the probabilities of the batch
 */
record Yardsticks(List<String> ids, List<Reference> features, Reference churn) {

    /**
     * The yardsticks of a version.
     *
     * @param references what it was made from, where it keeps that
     * @param batch      how the probabilities of the batch are spread; empty where it scored none
     */
    static Yardsticks of(List<String> ids, Optional<References> references, Distribution batch) {
        List<Reference> features = references
                .map(known -> IntStream.range(0, ids.size())
                        .mapToObj(feature -> known.peers().spread(PeerGroup.EVERYBODY, feature))
                        .map(Reference::of)
                        .toList())
                .orElse(List.of());
        return new Yardsticks(ids, features, Reference.of(batch));
    }
}
