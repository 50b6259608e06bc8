package io.perennial.features.profile;

/** How urgent winning a user back is, by churn probability: R1 mild to R5 now or never. */
public enum ChurnGrade {
    R1("mild", "轻微", Risk.GREEN),
    R2("watch", "关注", Risk.GREEN),
    R3("raised", "警示", Risk.AMBER),
    R4("high", "高危", Risk.RED),
    R5("now or never", "紧急挽回", Risk.RED);

    /**
     * Where the grades begin.
     *
     * @param r2 least churn probability of R2
     * @param r3 least churn probability of R3
     * @param r4 least churn probability of R4
     * @param r5 least churn probability of R5
     */
    public record Thresholds(double r2, double r3, double r4, double r5) {

        public Thresholds {
            if (!(0 < r2 && r2 < r3 && r3 < r4 && r4 < r5 && r5 <= 1)) {
                throw new IllegalArgumentException("churn grade thresholds " + r2 + ", " + r3 + ", " + r4 + ", " + r5
                        + " do not ascend inside (0, 1]; set r2 < r3 < r4 < r5");
            }
        }

        /** Fifths of the probability scale. */
        public static Thresholds defaults() {
            return new Thresholds(0.2, 0.4, 0.6, 0.8);
        }

        /** The least churn probability of a grade; whoever is below it has a milder one. 0 for R1. */
        public double beginOf(ChurnGrade grade) {
            return switch (grade) {
                case R1 -> 0;
                case R2 -> r2;
                case R3 -> r3;
                case R4 -> r4;
                case R5 -> r5;
            };
        }

        /** What a churn probability of a grade is below; 1 for R5, which has it too. */
        public double endOf(ChurnGrade grade) {
            return switch (grade) {
                case R1 -> r2;
                case R2 -> r3;
                case R3 -> r4;
                case R4 -> r5;
                case R5 -> 1;
            };
        }

        /** What a churn probability is to fall below for a milder grade; for R1, which has none, what R2 begins at. */
        public double milderThan(double probability) {
            ChurnGrade grade = ChurnGrade.of(probability, this);
            return beginOf(grade == R1 ? R2 : grade);
        }
    }

    private final String en;
    private final String zh;
    private final Risk risk;

    ChurnGrade(String en, String zh, Risk risk) {
        this.en = en;
        this.zh = zh;
        this.risk = risk;
    }

    /**
     * The grade of a churn probability.
     *
     * @throws IllegalArgumentException where it is not in [0, 1]
     */
    public static ChurnGrade of(double probability, Thresholds thresholds) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("churn probability " + probability + " is outside [0, 1]");
        }
        if (probability >= thresholds.r5()) {
            return R5;
        }
        if (probability >= thresholds.r4()) {
            return R4;
        }
        if (probability >= thresholds.r3()) {
            return R3;
        }
        return probability >= thresholds.r2() ? R2 : R1;
    }

    /** The colour of the alarm: green, amber or red. */
    public Risk risk() {
        return risk;
    }

    /** What the grade says, in English. */
    public String en() {
        return en;
    }

    /** What the grade says, in Chinese. */
    public String zh() {
        return zh;
    }
}
