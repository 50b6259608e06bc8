/** Load over HTTP on the same machine: servers as processes on one core, one thread that asks on another. */
package io.perennial.training.load;
