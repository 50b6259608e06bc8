package io.perennial.scoring.graph;

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
        void to(GraphSink sink, N node);
    }

    /** Reads the components of a node. */
    @FunctionalInterface
    interface Read<N> {
        N from(GraphSource source) throws GraphFormatException;
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
            new NodeForm<>(19, Rule.class, NodeForm::rule, NodeForm::rule));

    void writeBlock(Node node, GraphSink sink) {
        GraphSink body = new GraphSink();
        write.to(body, type.cast(node));
        sink.u8(tag);
        sink.block(body.toByteArray());
    }

    private static void input(GraphSink sink, Input node) {
        sink.choice(node.source());
        sink.i32(node.width());
    }

    private static Input input(GraphSource source) throws GraphFormatException {
        return new Input(source.choice(Input.Source.values(), "source of input"), source.i32("width of input"));
    }

    private static void select(GraphSink sink, Select node) {
        sink.ints(node.inputs());
        sink.ints(node.columns());
    }

    private static Select select(GraphSource source) throws GraphFormatException {
        return new Select(source.ints("inputs of select"), source.ints("columns of select"));
    }

    private static void impute(GraphSink sink, Impute node) {
        sink.i32(node.input());
        sink.doubles(node.fill());
        sink.ints(node.flags());
    }

    private static Impute impute(GraphSource source) throws GraphFormatException {
        return new Impute(source.i32("input of impute"), source.doubles("fills"), source.ints("flags"));
    }

    private static void scale(GraphSink sink, Scale node) {
        sink.i32(node.input());
        sink.doubles(node.mean());
        sink.doubles(node.sd());
    }

    private static Scale scale(GraphSource source) throws GraphFormatException {
        return new Scale(source.i32("input of scale"), source.doubles("means"), source.doubles("deviations"));
    }

    private static void oneHot(GraphSink sink, OneHot node) {
        sink.i32(node.input());
        sink.i32(node.column());
        sink.doubles(node.categories());
    }

    private static OneHot oneHot(GraphSource source) throws GraphFormatException {
        return new OneHot(source.i32("input of one-hot"), source.i32("column"), source.doubles("categories"));
    }

    private static void linear(GraphSink sink, Linear node) {
        sink.i32(node.input());
        sink.doubles(node.weights());
        sink.f64(node.bias());
    }

    private static Linear linear(GraphSource source) throws GraphFormatException {
        return new Linear(source.i32("input of linear"), source.doubles("weights"), source.f64("bias"));
    }

    private static void trees(GraphSink sink, Trees node) {
        sink.i32(node.input());
        sink.choice(node.comparison());
        sink.choice(node.precision());
        sink.choice(node.combine());
        sink.f64(node.base());
        TreeForm.write(node.forest(), sink);
    }

    private static Trees trees(GraphSource source) throws GraphFormatException {
        int input = source.i32("input of trees");
        Trees.Comparison comparison = source.choice(Trees.Comparison.values(), "comparison");
        Trees.Precision precision = source.choice(Trees.Precision.values(), "precision");
        Trees.Combine combine = source.choice(Trees.Combine.values(), "combination");
        double base = source.f64("base of trees");
        return new Trees(input, TreeForm.read(source), comparison, precision, base, combine);
    }

    private static void dense(GraphSink sink, Dense node) {
        sink.i32(node.input());
        sink.doubles(node.weights());
        sink.doubles(node.bias());
        sink.choice(node.activation());
    }

    private static Dense dense(GraphSource source) throws GraphFormatException {
        return new Dense(
                source.i32("input of dense"),
                source.doubles("weights"),
                source.doubles("biases"),
                source.choice(Activation.values(), "activation"));
    }

    private static void lstm(GraphSink sink, Lstm node) {
        sink.i32(node.input());
        sink.i32(node.steps());
        sink.i32(node.features());
        sink.i32(node.units());
        sink.doubles(node.weights());
        sink.doubles(node.recurrent());
        sink.doubles(node.bias());
        sink.choice(node.emit());
    }

    private static Lstm lstm(GraphSource source) throws GraphFormatException {
        return new Lstm(
                source.i32("input of lstm"),
                source.i32("steps"),
                source.i32("features"),
                source.i32("units"),
                source.doubles("weights"),
                source.doubles("recurrent weights"),
                source.doubles("biases"),
                source.choice(Lstm.Emit.values(), "states"));
    }

    private static void nbd(GraphSink sink, Nbd node) {
        sink.i32(node.input());
        sink.i32(node.occasions());
        sink.i32(node.silence());
        sink.i32(node.tenure());
        sink.choice(node.model().family());
        sink.doubles(Doubles.of(node.model().parameters()));
        sink.choice(node.quantity());
        sink.f64(node.window().start());
        sink.f64(node.window().length());
    }

    private static Nbd nbd(GraphSource source) throws GraphFormatException {
        return new Nbd(
                source.i32("input of nbd"),
                source.i32("column of occasions"),
                source.i32("column of silence"),
                source.i32("column of tenure"),
                Nbd.model(source.choice(NbdFamily.values(), "family"), source.doubles("parameters")),
                source.choice(Nbd.Quantity.values(), "quantity"),
                new FutureWindow(source.f64("start of window"), source.f64("length of window")));
    }

    private static void gammaGamma(GraphSink sink, GammaGamma node) {
        sink.i32(node.input());
        sink.i32(node.occasions());
        sink.i32(node.meanAmount());
        sink.f64(node.model().p());
        sink.f64(node.model().q());
        sink.f64(node.model().v());
    }

    private static GammaGamma gammaGamma(GraphSource source) throws GraphFormatException {
        return new GammaGamma(
                source.i32("input of gamma-gamma"),
                source.i32("column of occasions"),
                source.i32("column of amounts"),
                new io.perennial.scoring.nbd.GammaGamma(source.f64("p"), source.f64("q"), source.f64("v")));
    }

    private static void step(GraphSink sink, Step node) {
        sink.i32(node.input());
        sink.doubles(node.knots());
        sink.doubles(node.values());
    }

    private static Step step(GraphSource source) throws GraphFormatException {
        return new Step(source.i32("input of step"), source.doubles("knots"), source.doubles("values"));
    }

    private static void quantile(GraphSink sink, Quantile node) {
        sink.i32(node.input());
        sink.doubles(node.x());
        sink.doubles(node.y());
    }

    private static Quantile quantile(GraphSource source) throws GraphFormatException {
        return new Quantile(source.i32("input of quantile"), source.doubles("abscissae"), source.doubles("ordinates"));
    }

    private static void sigmoid(GraphSink sink, Sigmoid node) {
        sink.i32(node.input());
        sink.f64(node.a());
        sink.f64(node.b());
    }

    private static Sigmoid sigmoid(GraphSource source) throws GraphFormatException {
        return new Sigmoid(source.i32("input of sigmoid"), source.f64("slope"), source.f64("intercept"));
    }

    private static void beta(GraphSink sink, Beta node) {
        sink.i32(node.input());
        sink.f64(node.a());
        sink.f64(node.b());
        sink.f64(node.c());
    }

    private static Beta beta(GraphSource source) throws GraphFormatException {
        return new Beta(source.i32("input of beta"), source.f64("a"), source.f64("b"), source.f64("c"));
    }

    private static void product(GraphSink sink, Product node) {
        sink.ints(node.inputs());
        sink.ints(node.complement());
    }

    private static Product product(GraphSource source) throws GraphFormatException {
        return new Product(source.ints("inputs of product"), source.ints("complement flags"));
    }

    private static void blend(GraphSink sink, Blend node) {
        sink.ints(node.inputs());
        sink.doubles(node.weights());
        sink.f64(node.bias());
    }

    private static Blend blend(GraphSource source) throws GraphFormatException {
        return new Blend(source.ints("inputs of blend"), source.doubles("weights"), source.f64("bias"));
    }

    private static void hazard(GraphSink sink, Hazard node) {
        sink.i32(node.input());
    }

    private static Hazard hazard(GraphSource source) throws GraphFormatException {
        return new Hazard(source.i32("input of hazard"));
    }

    private static void rule(GraphSink sink, Rule node) {
        sink.i32(node.input());
        sink.i32(node.axes().size());
        for (Rule.Axis axis : node.axes()) {
            sink.i32(axis.column());
            sink.doubles(axis.cuts());
        }
        sink.doubles(node.values());
    }

    private static Rule rule(GraphSource source) throws GraphFormatException {
        int input = source.i32("input of rule");
        int count = source.count(2 * Integer.BYTES, "axes");
        List<Rule.Axis> axes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            axes.add(new Rule.Axis(source.i32("column of an axis"), source.doubles("cuts")));
        }
        return new Rule(input, axes, source.doubles("values of rule"));
    }
}
