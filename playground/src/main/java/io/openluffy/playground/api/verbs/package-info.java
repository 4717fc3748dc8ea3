/** What can be done to objects, by the rules of the Kubernetes API, whoever asks. */
@NullMarked
package io.openluffy.playground.api.verbs;

import org.jspecify.annotations.NullMarked;
