package io.perennial.features.spark;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Computes snapshots. */
@Command(name = "features", description = "Computes snapshots from a ledger.", mixinStandardHelpOptions = true)
final class FeaturesCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return 0;
    }
}
