/** Tests of the API of the playground. */
@NullMarked
package io.openluffy.playground.api;

import org.jspecify.annotations.NullMarked;
