package io.perennial.scoring.explain;

import io.perennial.features.feature.TableSchema;
import io.perennial.features.profile.ChurnGrade;
import io.perennial.scoring.model.Distribution;
import io.perennial.scoring.model.LoadedModel;
import io.perennial.scoring.model.PeerGroup;
import io.perennial.scoring.model.Peers;
import io.perennial.scoring.model.References;
import io.perennial.scoring.score.Score;
import io.perennial.scoring.score.Scorer;
import io.perennial.scoring.score.UserRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a user's inputs stand to those the model learned from, and what a reader should know of the score.
 *
 * @param recorded features with a value, among those known of anybody in the model's population
 * @param known    features known of anybody in that population
 * @param outside  ids of features beyond the least or the largest value of that population, in the order of the vector
 * @param notices  what to know before acting
 */
public record InputCheck(int recorded, int known, List<String> outside, List<Notice> notices) {

    /** So many features beyond the population's range are more than chance and age bring about. */
    private static final int MANY_OUTSIDE = 3;

    public InputCheck {
        outside = List.copyOf(outside);
        notices = List.copyOf(notices);
    }

    /** Share of the known features without a value for this user, in [0, 1]; NaN where nothing is known of anybody. */
    public double missingShare() {
        return known == 0 ? Double.NaN : 1 - (double) recorded / known;
    }

    /** Checks a user's inputs against the model of a target, and the score against the grades of churn. */
    public static InputCheck of(Scorer scorer, UserRow row, Score score, Target target) {
        Optional<Peers> peers = target.model(scorer)
                .flatMap(LoadedModel::references)
                .or(() -> scorer.churn().references())
                .map(References::peers);
        int recorded = 0;
        int known = 0;
        List<String> outside = new ArrayList<>();
        for (int i = 0; peers.isPresent() && i < row.features().length; i++) {
            Distribution seen = peers.get().spread(PeerGroup.EVERYBODY, i);
            double own = row.features()[i];
            known += seen.isEmpty() ? 0 : 1;
            recorded += seen.isEmpty() || Double.isNaN(own) || isNew(scorer, i, own) ? 0 : 1;
            if (scorer.schema().isOrdered(i) && (own < seen.least() || own > seen.largest())) {
                outside.add(scorer.schema().ids().get(i));
            }
        }
        Optional<Notice> near = target == Target.CHURN
                ? score.churn().flatMap(churn -> nearThreshold(churn, scorer.grades()))
                : Optional.empty();
        return new InputCheck(recorded, known, outside, notices(near, recorded, known, outside.size()));
    }

    /** Whether a cell of a table holds a category that the model can't have learned: it says nothing. */
    private static boolean isNew(Scorer scorer, int column, double value) {
        return scorer.schema() instanceof TableSchema table
                && table.columns().get(column).isNew(value);
    }

    private static List<Notice> notices(Optional<Notice> near, int recorded, int known, int outside) {
        List<Notice> notices = new ArrayList<>();
        near.ifPresent(notices::add);
        if (outside >= MANY_OUTSIDE) {
            notices.add(unlike(outside));
        }
        if (2 * recorded < known) {
            notices.add(missing(known - recorded, known));
        }
        return notices;
    }

    private static Optional<Notice> nearThreshold(Score.ChurnScore churn, ChurnGrade.Thresholds grades) {
        ChurnGrade mildest = ChurnGrade.of(churn.low(), grades);
        ChurnGrade gravest = ChurnGrade.of(churn.high(), grades);
        return mildest == gravest
                ? Optional.empty()
                : Optional.of(new Notice(
                        Notice.Kind.NEAR_THRESHOLD,
                        "near a threshold: within its interval the grade could be anything from " + mildest + " to "
                                + gravest,
                        "接近等级分界：在区间范围内，等级可能为 " + mildest + " 至 " + gravest));
    }

    private static Notice unlike(int outside) {
        return new Notice(
                Notice.Kind.UNLIKE_TRAINING,
                "unlike the users the model learned from: " + outside + " features lie outside of what they showed",
                "与模型训练人群差异较大：有 " + outside + " 项特征超出其取值范围");
    }

    private static Notice missing(int missing, int known) {
        return new Notice(
                Notice.Kind.MOSTLY_MISSING,
                missing + " of " + known + " features have no record for this user",
                known + " 项特征中有 " + missing + " 项没有该用户的记录");
    }
}
