/** Users lived day by day, and what is truly expected of them. */
package io.perennial.simulator.life;
