package io.perennial.mllib;

import io.perennial.training.data.Census;
import io.perennial.training.data.Portion;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How many rows and users a portion holds, how many of either churned, and which rows they are. */
final class PortionCount implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Census census = new Census();
    private long rows;
    private long users;
    private long churned;
    private long churners;
    private long stayers;

    /** Counts portions in one pass; the counts are in the order of the portions. */
    static List<PortionCount> of(Dataset<Row> rows, List<Portion> portions, long seed) {
        return rows.select("user", "as_of", "role", "churned")
                .javaRDD()
                .mapPartitions(part -> List.of(counted(part, portions, seed)).iterator())
                .fold(none(portions), PortionCount::sum);
    }

    private static List<PortionCount> none(List<Portion> portions) {
        return portions.stream().map(portion -> new PortionCount()).toList();
    }

    private static List<PortionCount> counted(Iterator<Row> part, List<Portion> portions, long seed) {
        List<PortionCount> counts = none(portions);
        new WholeUsers(part).forEachRemaining(own -> {
            for (int i = 0; i < counts.size(); i++) {
                counts.get(i).add(WholeUsers.in(portions.get(i), seed, own));
            }
        });
        return counts;
    }

    private static List<PortionCount> sum(List<PortionCount> some, List<PortionCount> others) {
        List<PortionCount> sums = some.stream().map(count -> new PortionCount()).toList();
        for (int i = 0; i < sums.size(); i++) {
            sums.get(i).addAll(some.get(i));
            sums.get(i).addAll(others.get(i));
        }
        return sums;
    }

    private void add(List<Row> own) {
        users += own.isEmpty() ? 0 : 1;
        rows += own.size();
        long left = own.stream().filter(row -> LabelledRows.churned(row) > 0).count();
        churned += left;
        churners += left > 0 ? 1 : 0;
        stayers += left < own.size() ? 1 : 0;
        for (Row row : own) {
            census.add(LabelledRows.user(row), LabelledRows.asOf(row));
        }
    }

    private void addAll(PortionCount other) {
        census.addAll(other.census);
        rows += other.rows;
        users += other.users;
        churned += other.churned;
        churners += other.churners;
        stayers += other.stayers;
    }

    Census census() {
        return census;
    }

    long rows() {
        return rows;
    }

    long users() {
        return users;
    }

    /** Rows that churned. */
    long churned() {
        return churned;
    }

    /** Users who churned as of any day. */
    long churners() {
        return churners;
    }

    /** Users who stayed as of any day. */
    long stayers() {
        return stayers;
    }
}
