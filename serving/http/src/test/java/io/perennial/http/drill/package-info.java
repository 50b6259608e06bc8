/** What drills share: clients that ask a lot at once, servers as processes of their own, models and crowds of real size. */
package io.perennial.http.drill;
