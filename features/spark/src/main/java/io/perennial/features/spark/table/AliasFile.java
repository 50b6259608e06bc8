package io.perennial.features.spark.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.perennial.features.spark.mapping.WrongUse;
import java.util.Map;
import java.util.TreeMap;

/** The users that aliases of an ingested log stand for: the file {@code aliases.json}, there where aliases were given. */
public final class AliasFile {

    /** The file's name. */
    public static final String NAME = "aliases.json";

    private static final JsonMapper JSON = new JsonMapper();

    private AliasFile() {}

    /** The file's text: one member an alias, in one order. */
    public static String toJson(Map<String, String> users) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(users)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts has a JSON form", e);
        }
    }

    /** Reads the file's text; {@code where} is named in errors. */
    public static Map<String, String> parse(String where, String json) {
        try {
            return JSON.readValue(json, new TypeReference<TreeMap<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new WrongUse(where + " is no list of aliases: " + e.getOriginalMessage() + "; run ingest again", e);
        }
    }
}
