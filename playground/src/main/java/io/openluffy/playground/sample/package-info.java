/** The sample project that a newcomer meets first. */
@NullMarked
package io.openluffy.playground.sample;

import org.jspecify.annotations.NullMarked;
