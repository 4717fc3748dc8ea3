/** The figures of the promises, each beside a floor measured in the same run. */
@NullMarked
package io.openluffy.bench;

import org.jspecify.annotations.NullMarked;
