package io.perennial.training.data;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.apache.parquet.column.ColumnReader;

/** Where the values of Parquet columns go. */
final class Sinks {

    /** Takes one value of a column that has one in every row. */
    interface Value {
        void take(int row, ColumnReader reader);
    }

    private Sinks() {}

    /** A column without missing values; one is an error naming the row. */
    static ParquetColumns.Sink required(Value value) {
        return column(value, row -> {
            throw new IllegalArgumentException("row " + row + " of the snapshots lacks a value where one is due; "
                    + "rebuild them with `perennial features`");
        });
    }

    /** A column that may miss values; what the array held before stays where one is missing. */
    static ParquetColumns.Sink optional(Value value) {
        return column(value, row -> {});
    }

    private static ParquetColumns.Sink column(Value present, IntConsumer absent) {
        return new ParquetColumns.Sink() {
            @Override
            public void value(int row, ColumnReader reader) {
                present.take(row, reader);
            }

            @Override
            public void missing(int row) {
                absent.accept(row);
            }
        };
    }

    /** A feature column: NaN for missing. */
    static ParquetColumns.Sink feature(double[][] rows, int column) {
        return column((row, reader) -> rows[row][column] = reader.getDouble(), row -> rows[row][column] = Double.NaN);
    }

    /** A column of days that may miss values; what the array held before stays where one is missing. */
    static ParquetColumns.Sink days(double[] days) {
        return optional((row, reader) -> days[row] = reader.getInteger());
    }

    /** So many missing numbers. */
    static double[] missing(int rows) {
        double[] numbers = new double[rows];
        Arrays.fill(numbers, Double.NaN);
        return numbers;
    }

    /** A column of arrays; null for missing. */
    static ParquetColumns.Sink doubles(double[][] arrays) {
        return new Growing() {
            @Override
            void put(ColumnReader reader, int at) {
                numbers[at] = reader.getDouble();
            }

            @Override
            void end(int row, int length) {
                arrays[row] = Arrays.copyOf(numbers, length);
            }
        };
    }

    /** A column of arrays of integers; null for missing. */
    static ParquetColumns.Sink longs(long[][] arrays) {
        return new Growing() {
            @Override
            void put(ColumnReader reader, int at) {
                integers[at] = reader.getLong();
            }

            @Override
            void end(int row, int length) {
                arrays[row] = Arrays.copyOf(integers, length);
            }
        };
    }

    /** Collects an array; it is cut when the next row begins, so that growing it copies nothing per element. */
    private abstract static class Growing implements ParquetColumns.Sink {
        double[] numbers = new double[256];
        long[] integers = new long[256];
        private int length;
        private int open = -1;

        abstract void put(ColumnReader reader, int at);

        abstract void end(int row, int size);

        @Override
        public void value(int row, ColumnReader reader) {
            done();
            open = row;
            more(row, reader);
        }

        @Override
        public void more(int row, ColumnReader reader) {
            if (length == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * length);
                integers = Arrays.copyOf(integers, 2 * length);
            }
            put(reader, length++);
        }

        @Override
        public void missing(int row) {
            done();
        }

        @Override
        public void done() {
            if (open >= 0) {
                end(open, length);
            }
            open = -1;
            length = 0;
        }
    }
}
