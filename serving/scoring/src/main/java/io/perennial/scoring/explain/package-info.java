/**
 * Why a score is what it is: exact parts that add up to the served number, and reasons in words.
 *
 * <p>Players are the seven dimensions. A coalition takes the features of its dimensions from the user and those of the
 * others from a reference row; context is the user's throughout. All is computed on the served, calibrated output.
 */
package io.perennial.scoring.explain;
