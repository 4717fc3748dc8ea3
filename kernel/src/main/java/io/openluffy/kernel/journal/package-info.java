/** The journal: one row per fact, hashed with its predecessor. */
@NullMarked
package io.openluffy.kernel.journal;

import org.jspecify.annotations.NullMarked;
