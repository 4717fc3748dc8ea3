/** Tests of the package of the same name. */
@NullMarked
package io.openluffy.playground.api.apply;

import org.jspecify.annotations.NullMarked;
