package io.perennial.http.user;

import gg.jte.Content;
import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.http.words.Figure;
import io.perennial.http.words.Sentence;
import io.perennial.scoring.explain.Reason;
import io.perennial.scoring.explain.Target;
import java.util.Optional;

/**
 * One reason as the page shows it.
 *
 * @param reason     the reason
 * @param text       in words
 * @param part       what its dimension adds
 * @param own        the user's own value
 * @param median     that of the peers
 * @param percentile share of peers below
 */
public record ReasonRow(Reason reason, String text, Figure part, Content own, Content median, Content percentile) {

    static ReasonRow of(Wording wording, Target target, Reason reason) {
        Reason.Peer peer = reason.peer();
        return new ReasonRow(
                reason,
                wording.language().choose(reason.en(), reason.zh()),
                wording.part(target, reason.contribution()),
                value(wording, reason, reason.value()),
                peer.isKnown() ? value(wording, reason, peer.median()) : Figure.NONE,
                wording.numbers().share(peer.percentile()));
    }

    private static Content value(Wording wording, Reason reason, double value) {
        return feature(reason.feature())
                .map(feature -> wording.labels().value(feature, value))
                .orElse(Sentence.of(Figure.NONE.text()));
    }

    private static Optional<Feature> feature(String id) {
        return FeatureCatalogue.features().stream()
                .filter(feature -> feature.id().equals(id))
                .findFirst();
    }
}
