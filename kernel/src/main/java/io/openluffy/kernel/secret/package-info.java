/** Secrets as a type, and the sealed store that keeps them. */
@NullMarked
package io.openluffy.kernel.secret;

import org.jspecify.annotations.NullMarked;
