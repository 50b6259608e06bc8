/** The decision log: what was answered and from what, under pseudonyms, so that any answer can be made again. */
package io.perennial.http.decision;
