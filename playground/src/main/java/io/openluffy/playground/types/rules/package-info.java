/** What a write may touch, and what the API decides itself when an object is written. */
@NullMarked
package io.openluffy.playground.types.rules;

import org.jspecify.annotations.NullMarked;
