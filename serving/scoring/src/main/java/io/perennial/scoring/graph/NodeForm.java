package io.perennial.scoring.graph;

import io.perennial.scoring.binary.BinaryFormatException;
import io.perennial.scoring.binary.BinaryReader;
import io.perennial.scoring.binary.BinaryWriter;
import io.perennial.scoring.nbd.FutureWindow;
import io.perennial.scoring.nbd.NbdFamily;
import java.util.ArrayList;
import java.util.List;

/**
 * How one kind of node lies in bytes: its tag, and writing and reading side by side so that they can't drift apart.
 *
 * <p>Tags and the names of enum constants are part of format version 1: a new kind gets a new tag, nothing is
 * renumbered or renamed.
 *
 * @param tag   the byte before its block
 * @param type  the node
 * @param write its components, in order
 * @param read  the same components
 */
record NodeForm<N extends Node>(int tag, Class<N> type, Write<N> write, Read<N> read) {

    /** Writes the components of a node. */
    @FunctionalInterface
    interface Write<N> {
        void to(BinaryWriter sink, N node);
    }

    /** Reads the components of a node. */
    @FunctionalInterface
    interface Read<N> {
        N from(BinaryReader source) throws BinaryFormatException;
    }

    static final List<NodeForm<?>> ALL = List.of(
            new NodeForm<>(1, Input.class, NodeForm::input, NodeForm::input),
            new NodeForm<>(2, Select.class, NodeForm::select, NodeForm::select),
            new NodeForm<>(3, Impute.class, NodeForm::impute, NodeForm::impute),
            new NodeForm<>(4, Scale.class, NodeForm::scale, NodeForm::scale),
            new NodeForm<>(5, OneHot.class, NodeForm::oneHot, NodeForm::oneHot),
            new NodeForm<>(6, Linear.class, NodeForm::linear, NodeForm::linear),
            new NodeForm<>(7, Trees.class, NodeForm::trees, NodeForm::trees),
            new NodeForm<>(8, Dense.class, NodeForm::dense, NodeForm::dense),
            new NodeForm<>(9, Lstm.class, NodeForm::lstm, NodeForm::lstm),
            new NodeForm<>(10, Nbd.class, NodeForm::nbd, NodeForm::nbd),
            new NodeForm<>(11, GammaGamma.class, NodeForm::gammaGamma, NodeForm::gammaGamma),
            new NodeForm<>(12, Step.class, NodeForm::step, NodeForm::step),
            new NodeForm<>(13, Quantile.class, NodeForm::quantile, NodeForm::quantile),
            new NodeForm<>(14, Sigmoid.class, NodeForm::sigmoid, NodeForm::sigmoid),
            new NodeForm<>(15, Beta.class, NodeForm::beta, NodeForm::beta),
            new NodeForm<>(16, Product.class, NodeForm::product, NodeForm::product),
            new NodeForm<>(17, Blend.class, NodeForm::blend, NodeForm::blend),
            new NodeForm<>(18, Hazard.class, NodeForm::hazard, NodeForm::hazard),
            new NodeForm<>(19, Rule.class, NodeForm::rule, NodeForm::rule),
            new NodeForm<>(20, Shares.class, NodeForm::shares, NodeForm::shares),
            new NodeForm<>(21, Spread.class, NodeForm::spread, NodeForm::spread));

    void writeBlock(Node node, BinaryWriter sink) {
        BinaryWriter body = new BinaryWriter();
        write.to(body, type.cast(node));
        sink.u8(tag);
        sink.block(body.toByteArray());
    }

    private static void input(BinaryWriter sink, Input node) {
        sink.choice(node.source());
        sink.i32(node.width());
    }

    private static Input input(BinaryReader source) throws BinaryFormatException {
        return new Input(source.choice(Input.Source.values(), "source of input"), source.i32("width of input"));
    }

    private static void select(BinaryWriter sink, Select node) {
        sink.ints(node.inputs().toArray());
        sink.ints(node.columns().toArray());
    }

    private static Select select(BinaryReader source) throws BinaryFormatException {
        return new Select(Ints.of(source.ints("inputs of select")), Ints.of(source.ints("columns of select")));
    }

    private static void impute(BinaryWriter sink, Impute node) {
        sink.i32(node.input());
        sink.doubles(node.fill().toArray());
        sink.ints(node.flags().toArray());
    }

    private static Impute impute(BinaryReader source) throws BinaryFormatException {
        return new Impute(
                source.i32("input of impute"), Doubles.of(source.doubles("fills")), Ints.of(source.ints("flags")));
    }

    private static void scale(BinaryWriter sink, Scale node) {
        sink.i32(node.input());
        sink.doubles(node.mean().toArray());
        sink.doubles(node.sd().toArray());
    }

    private static Scale scale(BinaryReader source) throws BinaryFormatException {
        return new Scale(
                source.i32("input of scale"),
                Doubles.of(source.doubles("means")),
                Doubles.of(source.doubles("deviations")));
    }

    private static void oneHot(BinaryWriter sink, OneHot node) {
        sink.i32(node.input());
        sink.i32(node.column());
        sink.doubles(node.categories().toArray());
    }

    private static OneHot oneHot(BinaryReader source) throws BinaryFormatException {
        return new OneHot(
                source.i32("input of one-hot"), source.i32("column"), Doubles.of(source.doubles("categories")));
    }

    private static void spread(BinaryWriter sink, Spread node) {
        sink.i32(node.input());
        sink.i32(node.column());
        sink.doubles(node.categories().toArray());
        sink.doubles(node.shares().toArray());
    }

    private static Spread spread(BinaryReader source) throws BinaryFormatException {
        return new Spread(
                source.i32("input of spread"),
                source.i32("column"),
                Doubles.of(source.doubles("categories")),
                Doubles.of(source.doubles("shares")));
    }

    private static void linear(BinaryWriter sink, Linear node) {
        sink.i32(node.input());
        sink.doubles(node.weights().toArray());
        sink.f64(node.bias());
    }

    private static Linear linear(BinaryReader source) throws BinaryFormatException {
        return new Linear(source.i32("input of linear"), Doubles.of(source.doubles("weights")), source.f64("bias"));
    }

    private static void trees(BinaryWriter sink, Trees node) {
        sink.i32(node.input());
        sink.choice(node.comparison());
        sink.choice(node.precision());
        sink.choice(node.combine());
        sink.f64(node.base());
        TreeForm.write(node.forest(), sink);
    }

    private static Trees trees(BinaryReader source) throws BinaryFormatException {
        int input = source.i32("input of trees");
        Trees.Comparison comparison = source.choice(Trees.Comparison.values(), "comparison");
        Trees.Precision precision = source.choice(Trees.Precision.values(), "precision");
        Trees.Combine combine = source.choice(Trees.Combine.values(), "combination");
        double base = source.f64("base of trees");
        return new Trees(input, TreeForm.read(source), comparison, precision, base, combine);
    }

    private static void dense(BinaryWriter sink, Dense node) {
        sink.i32(node.input());
        sink.doubles(node.weights().toArray());
        sink.doubles(node.bias().toArray());
        sink.choice(node.activation());
    }

    private static Dense dense(BinaryReader source) throws BinaryFormatException {
        return new Dense(
                source.i32("input of dense"),
                Doubles.of(source.doubles("weights")),
                Doubles.of(source.doubles("biases")),
                source.choice(Activation.values(), "activation"));
    }

    private static void lstm(BinaryWriter sink, Lstm node) {
        sink.i32(node.input());
        sink.i32(node.steps());
        sink.i32(node.features());
        sink.i32(node.units());
        sink.doubles(node.weights().toArray());
        sink.doubles(node.recurrent().toArray());
        sink.doubles(node.bias().toArray());
        sink.choice(node.emit());
    }

    private static Lstm lstm(BinaryReader source) throws BinaryFormatException {
        return new Lstm(
                source.i32("input of lstm"),
                source.i32("steps"),
                source.i32("features"),
                source.i32("units"),
                Doubles.of(source.doubles("weights")),
                Doubles.of(source.doubles("recurrent weights")),
                Doubles.of(source.doubles("biases")),
                source.choice(Lstm.Emit.values(), "states"));
    }

    private static void nbd(BinaryWriter sink, Nbd node) {
        sink.i32(node.input());
        sink.i32(node.occasions());
        sink.i32(node.silence());
        sink.i32(node.tenure());
        sink.choice(node.model().family());
        sink.doubles(node.model().parameters());
        sink.choice(node.quantity());
        sink.f64(node.window().start());
        sink.f64(node.window().length());
    }

    private static Nbd nbd(BinaryReader source) throws BinaryFormatException {
        return new Nbd(
                source.i32("input of nbd"),
                source.i32("column of occasions"),
                source.i32("column of silence"),
                source.i32("column of tenure"),
                Nbd.model(source.choice(NbdFamily.values(), "family"), Doubles.of(source.doubles("parameters"))),
                source.choice(Nbd.Quantity.values(), "quantity"),
                new FutureWindow(source.f64("start of window"), source.f64("length of window")));
    }

    private static void gammaGamma(BinaryWriter sink, GammaGamma node) {
        sink.i32(node.input());
        sink.i32(node.occasions());
        sink.i32(node.meanAmount());
        sink.f64(node.model().p());
        sink.f64(node.model().q());
        sink.f64(node.model().v());
    }

    private static GammaGamma gammaGamma(BinaryReader source) throws BinaryFormatException {
        return new GammaGamma(
                source.i32("input of gamma-gamma"),
                source.i32("column of occasions"),
                source.i32("column of amounts"),
                new io.perennial.scoring.nbd.GammaGamma(source.f64("p"), source.f64("q"), source.f64("v")));
    }

    private static void step(BinaryWriter sink, Step node) {
        sink.i32(node.input());
        sink.doubles(node.knots().toArray());
        sink.doubles(node.values().toArray());
    }

    private static Step step(BinaryReader source) throws BinaryFormatException {
        return new Step(
                source.i32("input of step"), Doubles.of(source.doubles("knots")), Doubles.of(source.doubles("values")));
    }

    private static void quantile(BinaryWriter sink, Quantile node) {
        sink.i32(node.input());
        sink.doubles(node.x().toArray());
        sink.doubles(node.y().toArray());
    }

    private static Quantile quantile(BinaryReader source) throws BinaryFormatException {
        return new Quantile(
                source.i32("input of quantile"),
                Doubles.of(source.doubles("abscissae")),
                Doubles.of(source.doubles("ordinates")));
    }

    private static void sigmoid(BinaryWriter sink, Sigmoid node) {
        sink.i32(node.input());
        sink.f64(node.a());
        sink.f64(node.b());
    }

    private static Sigmoid sigmoid(BinaryReader source) throws BinaryFormatException {
        return new Sigmoid(source.i32("input of sigmoid"), source.f64("slope"), source.f64("intercept"));
    }

    private static void beta(BinaryWriter sink, Beta node) {
        sink.i32(node.input());
        sink.f64(node.a());
        sink.f64(node.b());
        sink.f64(node.c());
    }

    private static Beta beta(BinaryReader source) throws BinaryFormatException {
        return new Beta(source.i32("input of beta"), source.f64("a"), source.f64("b"), source.f64("c"));
    }

    private static void product(BinaryWriter sink, Product node) {
        sink.ints(node.inputs().toArray());
        sink.ints(node.complement().toArray());
    }

    private static Product product(BinaryReader source) throws BinaryFormatException {
        return new Product(Ints.of(source.ints("inputs of product")), Ints.of(source.ints("complement flags")));
    }

    private static void blend(BinaryWriter sink, Blend node) {
        sink.ints(node.inputs().toArray());
        sink.doubles(node.weights().toArray());
        sink.f64(node.bias());
    }

    private static Blend blend(BinaryReader source) throws BinaryFormatException {
        return new Blend(
                Ints.of(source.ints("inputs of blend")), Doubles.of(source.doubles("weights")), source.f64("bias"));
    }

    private static void hazard(BinaryWriter sink, Hazard node) {
        sink.i32(node.input());
    }

    private static Hazard hazard(BinaryReader source) throws BinaryFormatException {
        return new Hazard(source.i32("input of hazard"));
    }

    private static void rule(BinaryWriter sink, Rule node) {
        sink.i32(node.input());
        sink.i32(node.axes().size());
        for (Rule.Axis axis : node.axes()) {
            sink.i32(axis.column());
            sink.doubles(axis.cuts().toArray());
        }
        sink.doubles(node.values().toArray());
    }

    private static Rule rule(BinaryReader source) throws BinaryFormatException {
        int input = source.i32("input of rule");
        int count = source.count(2 * Integer.BYTES, "axes");
        List<Rule.Axis> axes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            axes.add(new Rule.Axis(source.i32("column of an axis"), Doubles.of(source.doubles("cuts"))));
        }
        return new Rule(input, axes, Doubles.of(source.doubles("values of rule")));
    }

    private static void shares(BinaryWriter sink, Shares node) {
        sink.i32(node.input());
        sink.i32(node.first());
    }

    private static Shares shares(BinaryReader source) throws BinaryFormatException {
        return new Shares(source.i32("input of shares"), source.i32("sharing columns of shares"));
    }
}
