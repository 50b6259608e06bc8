package io.perennial.http.report;

import io.perennial.http.report.Report.Bin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts values between rising edges; what lies outside belongs to the bin at that end. */
final class Histogram {

    private final double[] edges;
    private final int[] counts;

    private Histogram(double... edges) {
        this.edges = edges;
        this.counts = new int[edges.length - 1];
    }

    /** Equal bins. */
    static Histogram equal(double from, double to, int bins) {
        double[] edges = new double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            edges[i] = from + (to - from) * i / bins;
        }
        return new Histogram(edges);
    }

    /** Bins of the 1-2-5 ladder from 1 up, after one from 0 to 1: for money, which spreads over powers of ten. */
    static Histogram money(double largest) {
        List<Double> edges = new ArrayList<>(List.of(0.0));
        double[] steps = {1, 2, 5};
        for (int i = 0; edges.get(edges.size() - 1) <= largest || edges.size() < 3; i++) {
            edges.add(steps[i % 3] * Math.round(StrictMath.pow(10, Math.floorDiv(i, 3))));
        }
        return new Histogram(edges.stream().mapToDouble(Double::doubleValue).toArray());
    }

    void add(double value) {
        int at = Arrays.binarySearch(edges, value);
        int bin = at >= 0 ? at : -at - 2;
        counts[Math.min(counts.length - 1, Math.max(0, bin))]++;
    }

    List<Bin> bins() {
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            bins.add(new Bin(edges[i], edges[i + 1], counts[i]));
        }
        return bins;
    }
}
