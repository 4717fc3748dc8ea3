/** The Kubernetes API of the playground, ready to start. */
@NullMarked
package io.openluffy.playground.api;

import org.jspecify.annotations.NullMarked;
