/** The certificates that make the API reachable over TLS. */
@NullMarked
package io.openluffy.playground.api.tls;

import org.jspecify.annotations.NullMarked;
