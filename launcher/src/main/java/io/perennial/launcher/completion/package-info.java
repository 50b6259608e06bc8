/** Every command of every process in one tree, for shells that complete and for the reference page. */
package io.perennial.launcher.completion;
