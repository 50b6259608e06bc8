/** Pictures as SVG, each with the same numbers as a table: the parts reports and pages are drawn from. */
package io.perennial.http.drawing;
