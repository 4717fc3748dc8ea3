/** Tests of the package of the same name. */
@NullMarked
package io.openluffy.playground.api.store;

import org.jspecify.annotations.NullMarked;
