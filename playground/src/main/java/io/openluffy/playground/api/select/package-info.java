/** Which objects of a collection a request means. */
@NullMarked
package io.openluffy.playground.api.select;

import org.jspecify.annotations.NullMarked;
