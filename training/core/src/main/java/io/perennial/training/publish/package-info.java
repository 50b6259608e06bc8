/** From a chosen model to a published version: proof of equality, golden rows, references, card, provenance. */
package io.perennial.training.publish;
