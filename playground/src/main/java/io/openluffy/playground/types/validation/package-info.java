/** What an object must satisfy before it is stored, in Kubernetes' words. */
@NullMarked
package io.openluffy.playground.types.validation;

import org.jspecify.annotations.NullMarked;
