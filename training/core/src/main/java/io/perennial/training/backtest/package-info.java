/** The back-test: learns as of past days, joins what happened, and judges every family on the same users. */
package io.perennial.training.backtest;
