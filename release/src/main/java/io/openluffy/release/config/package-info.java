/** Reads .openluffy/*.yaml strictly, with the place of every problem. */
@NullMarked
package io.openluffy.release.config;

import org.jspecify.annotations.NullMarked;
