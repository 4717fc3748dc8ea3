/** Tests of the package of the same name. */
@NullMarked
package io.openluffy.playground.api.tls;

import org.jspecify.annotations.NullMarked;
