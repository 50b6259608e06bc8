package io.perennial.training.evaluation;

/**
 * How far a figure is from what it should be, on either side. The noise of draws would only add to it, so that it is drawn
 * as how much further the figure is on the side where it lies on the rows as they are; below 0 is the other side.
 *
 * @param figure measured
 * @param goal   what it should be
 */
record Distance(Statistic figure, double goal) implements Statistic {

    @Override
    public double of(double[] weights) {
        return Math.abs(figure.of(weights) - goal);
    }

    @Override
    public Statistic drawn(double[] weights) {
        double side = figure.of(weights) < goal ? -1 : 1;
        return drawn -> side * (figure.of(drawn) - goal);
    }
}
