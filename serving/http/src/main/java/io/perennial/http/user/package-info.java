/** What is told of one user, in one language: each class one section of the page, made of what the answers hold. */
package io.perennial.http.user;
