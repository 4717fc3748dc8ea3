/** Resolves the secrets of an environment at the moment its Application is rendered. */
@NullMarked
package io.openluffy.promotion.secret;

import org.jspecify.annotations.NullMarked;
