/** A published version in memory: graph, schema, reference rows and peers, checked against its golden rows. */
package io.perennial.scoring.model;
