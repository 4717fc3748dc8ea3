/** A cluster: discover, read, apply, delete, watch, logs. */
@NullMarked
package io.openluffy.kube;

import org.jspecify.annotations.NullMarked;
