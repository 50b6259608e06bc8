/** Reading and writing of own binary files: bounded, typed refusals, the same bytes on every machine. */
package io.perennial.scoring.binary;
