/**
 * How objects travel in Kubernetes' protobuf form, and what their Go types leave out when it is
 * empty.
 */
@NullMarked
package io.openluffy.playground.types.wire;

import org.jspecify.annotations.NullMarked;
