package io.perennial.scoring.model;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A band of tenure crossed with a tier of value, or a parent of such cells.
 *
 * @param tenure band of tenure
 * @param value  tier of value
 */
public record PeerGroup(Tenure tenure, Value value) {

    /** The fewest users of a group that is compared with; a smaller one gives way to its parent. */
    public static final int LEAST_USERS = 50;

    /** The parent of all. */
    public static final PeerGroup EVERYBODY = new PeerGroup(Tenure.ALL, Value.ALL);

    /** How long a user has been visible. */
    public enum Tenure {
        NEW("under 90 days of history", "历史不足 90 天", 90),
        SETTLED("90 to 365 days of history", "历史 90 至 365 天", 365),
        OLD("over a year of history", "历史超过一年", Double.POSITIVE_INFINITY),
        ALL("", "", Double.POSITIVE_INFINITY);

        private final String en;
        private final String zh;
        private final double below;

        Tenure(String en, String zh, double below) {
            this.en = en;
            this.zh = zh;
            this.below = below;
        }

        static Tenure of(double days) {
            if (!(days >= NEW.below)) {
                return NEW;
            }
            return days < SETTLED.below ? SETTLED : OLD;
        }
    }

    /** How much a user has spent, against the thirds of all who spent anything. */
    public enum Value {
        NONE("no spend", "无消费"),
        LOW("lower third of spend", "消费处于低三分位"),
        MIDDLE("middle third of spend", "消费处于中三分位"),
        HIGH("upper third of spend", "消费处于高三分位"),
        ALL("", "");

        private final String en;
        private final String zh;

        Value(String en, String zh) {
            this.en = en;
            this.zh = zh;
        }

        static Value of(double spend, double lowerThird, double upperThird) {
            if (!(spend > 0)) {
                return NONE;
            }
            if (spend < lowerThird) {
                return LOW;
            }
            return spend < upperThird ? MIDDLE : HIGH;
        }
    }

    /** The next wider group: whatever they spent first, then anybody. Everybody is its own parent. */
    public PeerGroup parent() {
        return value == Value.ALL ? EVERYBODY : new PeerGroup(tenure, Value.ALL);
    }

    /** The group in English words. */
    public String en() {
        return equals(EVERYBODY) ? "all users" : "users with " + told(" and ", tenure.en, value.en);
    }

    /** The group in Chinese words. */
    public String zh() {
        return equals(EVERYBODY) ? "全部用户" : told("且", tenure.zh, value.zh) + "的用户";
    }

    private static String told(String and, String... parts) {
        return Arrays.stream(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(and));
    }
}
