/** Kubernetes' error bodies: what the API says when it cannot do what was asked. */
@NullMarked
package io.openluffy.playground.api.status;

import org.jspecify.annotations.NullMarked;
