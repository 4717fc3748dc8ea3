/**
 * The three ways to change an object by a patch: JSON patch, merge patch, strategic merge patch.
 */
@NullMarked
package io.openluffy.playground.api.patch;

import org.jspecify.annotations.NullMarked;
