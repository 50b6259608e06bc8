package io.perennial.training.backtest;

import io.perennial.features.profile.Decay;
import io.perennial.training.data.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a contact list rests on beside risk, by case of the churn target.
 *
 * @param silence    days since the last activity: recency alone, the simplest alarm there is
 * @param decline    whether the known rule of {@link Decay} warns
 * @param ifRetained what each user is worth if retained, as the champion says; 0 where the log carries no money
 */
@SuppressWarnings("ArrayRecordComponent") // Columns over cases, never compared.
record Alarms(double[] silence, boolean[] decline, double[] ifRetained) {

    static Alarms of(Rows rows, double[] ifRetained) {
        int silence = rows.data().column("silence_days");
        boolean[] decline = new boolean[rows.size()];
        for (int i = 0; i < decline.length; i++) {
            decline[i] = Decay.of(rows.features(i)).isRuleMet();
        }
        return new Alarms(rows.of(i -> rows.features(i)[silence]), decline, ifRetained);
    }

    Alarms where(boolean[] kept) {
        int[] at = IntStream.range(0, kept.length).filter(i -> kept[i]).toArray();
        boolean[] declined = new boolean[at.length];
        IntStream.range(0, at.length).forEach(i -> declined[i] = decline[at[i]]);
        return new Alarms(Family.kept(silence, kept), declined, Family.kept(ifRetained, kept));
    }

    static Alarms pooled(List<Alarms> periods) {
        int size = periods.stream().mapToInt(one -> one.decline.length).sum();
        boolean[] declined = new boolean[size];
        int at = 0;
        for (Alarms one : periods) {
            System.arraycopy(one.decline, 0, declined, at, one.decline.length);
            at += one.decline.length;
        }
        return new Alarms(
                periods.stream()
                        .flatMapToDouble(one -> Arrays.stream(one.silence))
                        .toArray(),
                declined,
                periods.stream()
                        .flatMapToDouble(one -> Arrays.stream(one.ifRetained))
                        .toArray());
    }
}
