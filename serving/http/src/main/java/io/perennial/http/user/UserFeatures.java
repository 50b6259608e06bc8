package io.perennial.http.user;

import gg.jte.Content;
import io.perennial.features.feature.Dimension;
import io.perennial.features.feature.Feature;
import io.perennial.features.feature.FeatureCatalogue;
import io.perennial.http.words.Figure;
import io.perennial.scoring.model.Distribution;
import io.perennial.scoring.model.PeerGroup;
import io.perennial.scoring.model.References;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every feature of a user, beside the peers.
 *
 * @param groups all features by dimension, context last
 * @param peers  whom they are compared with; empty where the model keeps no references
 */
public record UserFeatures(List<Group> groups, Optional<String> peers) {

    public UserFeatures {
        groups = List.copyOf(groups);
    }

    /** The features of a dimension. */
    public record Group(String name, List<Trait> traits) {
        public Group {
            traits = List.copyOf(traits);
        }
    }

    /**
     * A feature.
     *
     * @param id      of the catalogue
     * @param name    in the reader's language
     * @param meaning what it measures, in a sentence
     * @param value   the user's own, with its unit
     * @param median  that of the peers
     * @param below   share of peers below
     */
    public record Trait(String id, String name, String meaning, Content value, Content median, Figure below) {}

    static UserFeatures of(Wording wording, double[] features, Optional<References> references) {
        Optional<PeerGroup> group = references.map(its -> its.peers().groupOf(features));
        return new UserFeatures(
                Stream.of(Dimension.values())
                        .map(dimension -> new Group(
                                dimension.name(wording.language()),
                                FeatureCatalogue.of(dimension).stream()
                                        .map(feature -> trait(wording, feature, features, references, group))
                                        .toList()))
                        .toList(),
                group.map(its -> wording.language().choose(its.en(), its.zh())));
    }

    private static Trait trait(
            Wording wording,
            Feature feature,
            double[] features,
            Optional<References> references,
            Optional<PeerGroup> group) {
        int index = FeatureCatalogue.index(feature.id());
        double own = features[index];
        Optional<Distribution> spread = references
                .map(its -> its.peers().spread(group.orElseThrow(), index))
                .filter(its -> !its.isEmpty());
        return new Trait(
                feature.id(),
                feature.name(wording.language()),
                feature.meaning(wording.language()),
                wording.labels().value(feature, own),
                spread.map(its -> wording.labels().value(feature, its.median())).orElse(Figure.NONE),
                spread.filter(its -> !Double.isNaN(own))
                        .map(its -> wording.numbers().roundShare(its.shareBelow(own)))
                        .orElse(Figure.NONE));
    }
}
