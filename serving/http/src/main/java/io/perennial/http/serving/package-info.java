/** What routes and pages work with: what serves, the threads that explain, and what people do to users and models. */
package io.perennial.http.serving;
