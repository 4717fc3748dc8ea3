/** The port through which pods tell what they wrote. */
@NullMarked
package io.openluffy.playground.api.logs;

import org.jspecify.annotations.NullMarked;
