/** What kubectl get shows of each kind. */
@NullMarked
package io.openluffy.playground.types.tables;

import org.jspecify.annotations.NullMarked;
