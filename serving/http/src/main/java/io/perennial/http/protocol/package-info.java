/**
 * The standard protocols: Open Inference Protocol V2, KServe V1 and MLflow, each answered by the very scorer that
 * answers everything else.
 */
package io.perennial.http.protocol;
