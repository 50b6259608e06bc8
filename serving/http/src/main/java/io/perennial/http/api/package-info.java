/**
 * What the server offers, free of any HTTP library: requests, how long they wait, answers, problems, and the one
 * table of routes that both the server and the OpenAPI document are made from.
 */
package io.perennial.http.api;
