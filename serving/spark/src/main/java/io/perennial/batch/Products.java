package io.perennial.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * All that one batch makes: put into place together once the last of it is complete, since tables, bundle and summary of
 * two batches beside one another would be taken for one.
 *
 * @param scores  the table of scores
 * @param bundle  what a server loads
 * @param csv     the table as one text
 * @param summary counts and totals; where it tells the bundle's day, data and models, all are of one batch
 * @param withCsv whether the text is made
 */
record Products(Product scores, Product bundle, Product csv, Product summary, boolean withCsv) {

    /** The products of a batch that writes to a folder. */
    static Products in(Path out, boolean withCsv) {
        return new Products(
                new Product(out.resolve("scores")),
                new Product(out.resolve("bundle")),
                new Product(out.resolve("scores.csv")),
                new Product(out.resolve("scores.json")),
                withCsv);
    }

    /** Removes what a killed run left beside. */
    void begin() throws IOException {
        for (Product product : all()) {
            product.begin();
        }
    }

    /**
     * Puts all into place, the summary last: after a death between, that of the batch before lies beside a newer bundle,
     * by which {@code load} knows the two.
     */
    void publish() throws IOException {
        List<Product> made = withCsv ? List.of(bundle, scores, csv) : List.of(bundle, scores);
        for (Product product : made) {
            product.exchange();
        }
        if (!withCsv) {
            csv.remove();
        }
        summary.exchange();
        for (Product product : made) {
            product.clear();
        }
    }

    /** Gives back the space of what was not completed. */
    void discard(RuntimeException failure) {
        for (Product product : all()) {
            try {
                product.discard();
            } catch (IOException e) {
                failure.addSuppressed(e); // the next run removes it
            }
        }
    }

    private List<Product> all() {
        return List.of(scores, bundle, csv, summary);
    }
}
