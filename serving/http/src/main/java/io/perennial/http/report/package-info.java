/** The page for managers: what a run found, as HTML in two languages and as JSON, with no script and no request. */
package io.perennial.http.report;
