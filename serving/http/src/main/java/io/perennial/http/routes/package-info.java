/** The operations the server offers, each with its description and its handler. */
package io.perennial.http.routes;
