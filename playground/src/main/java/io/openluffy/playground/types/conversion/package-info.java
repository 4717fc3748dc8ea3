/** The same object as another version of its kind shows it. */
@NullMarked
package io.openluffy.playground.types.conversion;

import org.jspecify.annotations.NullMarked;
