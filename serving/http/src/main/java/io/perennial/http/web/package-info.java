/** The HTTP library's side: the only package that knows Javalin and Jetty. */
package io.perennial.http.web;
