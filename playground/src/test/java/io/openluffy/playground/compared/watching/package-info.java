/** Lists, watches and deletes on the playground beside those on a real API server. */
@NullMarked
package io.openluffy.playground.compared.watching;

import org.jspecify.annotations.NullMarked;
