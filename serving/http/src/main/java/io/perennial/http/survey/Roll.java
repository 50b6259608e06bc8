package io.perennial.http.survey;

import io.perennial.features.profile.ChurnGrade;
import io.perennial.features.profile.LifecycleStage;
import io.perennial.features.profile.Placing;
import io.perennial.features.profile.RfmSegment;
import io.perennial.features.profile.Risk;
import io.perennial.features.profile.UserPosition;
import io.perennial.http.live.Arm;
import io.perennial.http.live.Latest;
import io.perennial.scoring.score.Score;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What everybody is listed and filtered by, in columns: 47 bytes a user, and four more for each order that was ever
 * asked for. Filled by one thread, then read by any number.
 */
public final class Roll {

    /** Stands for a day that is not known. */
    static final int NEVER = Integer.MIN_VALUE;

    private static final int NO_SEGMENT = -1;
    private static final int NO_GRADE = -1;
    private static final List<ChurnGrade> GRADES = List.of(ChurnGrade.values());
    private static final List<LifecycleStage> STAGES = List.of(LifecycleStage.values());
    private static final List<RfmSegment> SEGMENTS = List.of(RfmSegment.values());
    private static final List<Arm> ARMS = List.of(Arm.values());
    private static final List<Placing> PLACES = Placing.all();

    private final double[] loss;
    private final double[] churn;
    private final double[] ltv;
    private final double[] ifRetained;
    private final int[] lastActive;
    private final int[] lastOrder;
    private final byte[] grade;
    private final byte[] stage;
    private final byte[] segment;
    private final byte[] arms;
    private final short[] places;
    private final boolean[] eligible;
    private final ChurnGrade.Thresholds grades;
    private final Latest<Order, int[]> orders = new Latest<>(Order.values().length);
    private double[] tierEnds = {};

    /** A roll of so many users, nothing known of any. */
    Roll(int users, ChurnGrade.Thresholds grades) {
        this.grades = grades;
        loss = new double[users];
        churn = new double[users];
        ltv = new double[users];
        ifRetained = new double[users];
        lastActive = new int[users];
        lastOrder = new int[users];
        grade = new byte[users];
        stage = new byte[users];
        segment = new byte[users];
        arms = new byte[users];
        places = new short[users];
        eligible = new boolean[users];
    }

    /** Enters the user of an ordinal. */
    void enter(int user, Score score, int lastOrderDay, Arm alone, Arm beside) {
        churn[user] = score.churn().map(Score.ChurnScore::probability).orElse(Double.NaN);
        grade[user] = (byte) score.churn()
                .map(its -> GRADES.indexOf(ChurnGrade.of(its.probability(), grades)))
                .orElse(NO_GRADE)
                .intValue();
        loss[user] = score.value().map(Score.ValueScore::expectedLoss).orElse(Double.NaN);
        ltv[user] = score.value().map(Score.ValueScore::ltv).orElse(Double.NaN);
        ifRetained[user] = score.value().map(Score.ValueScore::ifRetained).orElse(Double.NaN);
        lastActive[user] = score.lastActive().orElse(NEVER);
        lastOrder[user] = lastOrderDay;
        stage[user] = (byte)
                STAGES.indexOf(LifecycleStage.valueOf(score.profile().stage().toUpperCase(Locale.ROOT)));
        segment[user] = (byte) segmentOf(score.profile().segment());
        arms[user] = (byte) (ARMS.indexOf(alone) | ARMS.indexOf(beside) << 4);
        eligible[user] = isEligible(score);
    }

    /** Whether models are judged on a user, and there is a score. */
    static boolean isEligible(Score score) {
        return score.eligible() && score.churn().isPresent();
    }

    /** Enters where the user of an ordinal stands. */
    void place(int user, UserPosition position) {
        position.places().forEach(place -> places[user] |= (short) (1 << PLACES.indexOf(place)));
    }

    private static int segmentOf(String id) {
        return id.isEmpty() ? NO_SEGMENT : SEGMENTS.indexOf(RfmSegment.valueOf(id.toUpperCase(Locale.ROOT)));
    }

    /** Everybody is entered: tiers of value can be told. */
    void close() {
        tierEnds = Tier.ends(IntStream.range(0, size())
                .filter(user -> eligible[user] && !Double.isNaN(ifRetained[user]))
                .mapToDouble(user -> ifRetained[user])
                .toArray());
    }

    /** How many users there are. */
    public int size() {
        return loss.length;
    }

    /** Whether models are judged on the user, and there is a score. */
    public boolean isEligible(int user) {
        return eligible[user];
    }

    /** Churn probability, NaN where there is none. */
    public double churn(int user) {
        return churn[user];
    }

    /** Expected loss, major units; NaN where there is none. */
    public double loss(int user) {
        return loss[user];
    }

    double ltv(int user) {
        return ltv[user];
    }

    double ifRetained(int user) {
        return ifRetained[user];
    }

    int lastActive(int user) {
        return lastActive[user];
    }

    int lastOrder(int user) {
        return lastOrder[user];
    }

    /** The colour of the churn probability. */
    public Risk risk(int user) {
        return grade[user] == NO_GRADE ? Risk.NONE : GRADES.get(grade[user]).risk();
    }

    /** The grade of the churn probability; empty where there is none. */
    Optional<ChurnGrade> grade(int user) {
        return grade[user] == NO_GRADE ? Optional.empty() : Optional.of(GRADES.get(grade[user]));
    }

    boolean hasGrade(int user, ChurnGrade wanted) {
        return grade[user] != NO_GRADE && GRADES.get(grade[user]) == wanted;
    }

    LifecycleStage stage(int user) {
        return STAGES.get(stage[user]);
    }

    boolean hasSegment(int user, RfmSegment wanted) {
        return segment[user] != NO_SEGMENT && SEGMENTS.get(segment[user]) == wanted;
    }

    boolean hasPlace(int user, Placing wanted) {
        return (places[user] >> PLACES.indexOf(wanted) & 1) == 1;
    }

    /** The tier of the value if retained. */
    public Tier tier(int user) {
        return Tier.of(ifRetained[user], tierEnds);
    }

    /** The arm, where a challenger may answer or where none may. */
    Arm arm(int user, boolean hasChallenger) {
        return ARMS.get(hasChallenger ? arms[user] >>> 4 : arms[user] & 0xf);
    }

    /** Users in an order; made when it is first asked for. Not to be changed. */
    int[] ordered(Order order) {
        return orders.get(order, any -> any.of(this));
    }
}
