/** Reads archives that come from outside. */
@NullMarked
package io.openluffy.kernel.archive;

import org.jspecify.annotations.NullMarked;
