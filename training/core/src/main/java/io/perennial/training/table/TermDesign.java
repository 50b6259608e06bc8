package io.perennial.training.table;

import io.perennial.scoring.graph.Doubles;
import io.perennial.scoring.graph.Ints;
import io.perennial.scoring.graph.Product;
import io.perennial.scoring.graph.Scale;
import io.perennial.scoring.graph.Select;
import io.perennial.training.learner.Design;
import io.perennial.training.learner.ModelDraft;
import io.perennial.training.learner.Preparation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table's columns for a linear model: single factors, then products of two, each standardised and then divided by the
 * root of its penalty, so that a ridge of 1 penalises each as its term says.
 */
final class TermDesign implements Design {

    private final Factors factors;
    private final int[] singles;
    private final int[] lefts;
    private final int[] rights;
    private final Scale even;

    /** The design of these terms for these training rows. */
    TermDesign(Factors factors, List<Term> terms, double[][] rows) {
        this.factors = factors;
        List<Term> single = terms.stream().filter(term -> !term.isProduct()).toList();
        List<Term> product = terms.stream().filter(Term::isProduct).toList();
        this.singles = single.stream().mapToInt(Term::left).toArray();
        this.lefts = product.stream().mapToInt(Term::left).toArray();
        this.rights = product.stream().mapToInt(Term::right).toArray();
        List<Term> ordered = new ArrayList<>(single);
        ordered.addAll(product);
        this.even = even(ordered, rows);
    }

    private Scale even(List<Term> ordered, double[][] rows) {
        Design uneven = new Design() {
            @Override
            public int addTo(ModelDraft draft) {
                return addUneven(draft);
            }

            @Override
            public int width() {
                return TermDesign.this.width();
            }
        };
        Scale found = Preparation.scale(0, uneven.of(rows));
        double[] width = new double[ordered.size()];
        Arrays.setAll(width, j -> found.sd().get(j) * Math.sqrt(ordered.get(j).penalty()));
        return new Scale(0, found.mean(), Doubles.of(width));
    }

    @Override
    public int width() {
        return singles.length + lefts.length;
    }

    @Override
    public int addTo(ModelDraft draft) {
        return draft.add(new Scale(addUneven(draft), even.mean(), even.sd()));
    }

    private int addUneven(ModelDraft draft) {
        int all = factors.addTo(draft);
        List<Integer> nodes = new ArrayList<>();
        if (singles.length > 0) {
            nodes.add(draft.add(new Select(all, Ints.of(singles))));
        }
        if (lefts.length > 0) {
            int a = draft.add(new Select(all, Ints.of(lefts)));
            int b = draft.add(new Select(all, Ints.of(rights)));
            nodes.add(draft.add(new Product(Ints.of(a, b), Ints.of(0, 0))));
        }
        return TreeDesign.joined(draft, nodes, width());
    }
}
