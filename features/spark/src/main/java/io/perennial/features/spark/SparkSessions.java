package io.perennial.features.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Opens Spark with what results rest on; master, memory and the like stay as {@code spark-submit} gives them. */
public final class SparkSessions {

    private SparkSessions() {}

    /** A session; local, on all cores, where nothing says which master. */
    public static SparkSession open(String name) {
        SparkConf conf = new SparkConf().setAppName(name);
        conf.setIfMissing("spark.master", "local[*]");
        conf.setIfMissing("spark.ui.enabled", "false");
        conf.setIfMissing("spark.sql.shuffle.partitions", "8");
        conf.setIfMissing("spark.sql.parquet.compression.codec", "zstd");
        // A sort by month for each of two writes cost more than the writing; open files are bounded instead.
        conf.setIfMissing("spark.sql.maxConcurrentOutputFileWriters", "64");
        // Each task keeps a file a month open, and what it holds back for them grows with what it reads.
        conf.setIfMissing("spark.sql.files.maxPartitionBytes", "64m");
        conf.setIfMissing("spark.sql.files.openCostInBytes", "256k");
        // Column names are the log's own: "Price" and "price" are two columns.
        conf.set("spark.sql.caseSensitive", "true");
        // Spark has no timestamps of nanoseconds, which pandas writes unless told otherwise.
        conf.set("spark.sql.legacy.parquet.nanosAsLong", "true");
        conf.set("spark.sql.session.timeZone", "UTC");
        conf.set("spark.sql.ansi.enabled", "false");
        conf.set("spark.sql.datetime.java8API.enabled", "true");
        return SparkSession.builder().config(conf).getOrCreate();
    }
}
