@NullMarked
package io.openluffy.playground.types.wire;

import org.jspecify.annotations.NullMarked;
