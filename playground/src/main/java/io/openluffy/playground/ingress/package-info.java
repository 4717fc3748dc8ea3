/** The simulated ingress: HTTP by Host and path to the pods that stand behind a Service. */
@NullMarked
package io.openluffy.playground.ingress;

import org.jspecify.annotations.NullMarked;
