/**
 * Speed of scores, explanations, fits, training and the server beside rivals, with equal results checked; forecasts of
 * populations whose truth is known.
 */
package io.perennial.training.bench;
