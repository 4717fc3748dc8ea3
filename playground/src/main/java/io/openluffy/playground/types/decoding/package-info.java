/** A body that came in becomes an object of its kind, or the reason why not. */
@NullMarked
package io.openluffy.playground.types.decoding;

import org.jspecify.annotations.NullMarked;
