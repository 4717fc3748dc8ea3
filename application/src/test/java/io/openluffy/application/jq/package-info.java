/** Tests of the expressions that name places. */
@NullMarked
package io.openluffy.application.jq;

import org.jspecify.annotations.NullMarked;
