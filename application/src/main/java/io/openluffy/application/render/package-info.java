/** Turns a source tree into the objects it declares. */
@NullMarked
package io.openluffy.application.render;

import org.jspecify.annotations.NullMarked;
