/** The page of all bars: which commands are run, what their results must show, and what they do show. */
package io.perennial.launcher.results;
