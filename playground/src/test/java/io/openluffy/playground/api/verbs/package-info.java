/** Tests of the package of the same name. */
@NullMarked
package io.openluffy.playground.api.verbs;

import org.jspecify.annotations.NullMarked;
