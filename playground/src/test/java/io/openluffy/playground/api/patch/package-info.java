/** Tests of the package of the same name. */
@NullMarked
package io.openluffy.playground.api.patch;

import org.jspecify.annotations.NullMarked;
