package io.perennial.features.spark.table;

import io.perennial.features.spark.mapping.WrongUse;
import io.perennial.features.spark.step.StepFolder;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;

/**
 * A log that was ingested.
 *
 * @param folder  its folder
 * @param summary what it is
 * @param hash    SHA-256 of its summary, by which results that rest on it are told from others
 */
public record IngestedLog(StepFolder folder, LogSummary summary, String hash) {

    /**
     * The log of a folder.
     *
     * @throws WrongUse where ingest left none there
     */
    public static IngestedLog at(String place, Configuration conf) {
        StepFolder folder = StepFolder.at(place, conf);
        String json = folder.read(LogSummary.NAME)
                .orElseThrow(
                        () -> new WrongUse("folder " + place + " holds no finished log; run ingest --out " + place));
        return new IngestedLog(
                folder, LogSummary.parse(folder.inPlace(LogSummary.NAME), json), DigestUtils.sha256Hex(json));
    }

    /** Where its ledger lies. */
    public String ledger() {
        return folder.inPlace("ledger");
    }
}
