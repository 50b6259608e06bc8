/** Tribuo behind our own types: trains, and exports what it learned into the published form. No other package sees it. */
package io.perennial.training.tribuo;
