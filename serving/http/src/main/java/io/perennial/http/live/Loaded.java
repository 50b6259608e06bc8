package io.perennial.http.live;

import io.perennial.scoring.model.ModelId;

/**
 * A version that was checked and may answer.
 *
 * @param id      which
 * @param schema  canonical text of the schema it was made for
 * @param content what it is
 */
record Loaded<T>(ModelId id, String schema, T content) {}
