/** What the models say about a user: the one definition of every column of the scores. */
package io.perennial.scoring.score;
