/** Git hosts tell us that something was pushed: read, verified, seen once, answered at once. */
@NullMarked
package io.openluffy.git.webhook;

import org.jspecify.annotations.NullMarked;
