/** Tests of the playground as a whole. */
@NullMarked
package io.openluffy.playground;

import org.jspecify.annotations.NullMarked;
