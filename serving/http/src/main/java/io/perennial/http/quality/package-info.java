/** How good the answers are that were given: drift against what a version was made from, calibration, ranking. */
package io.perennial.http.quality;
