/** What the tests of several rooms stand on: a real API server, and patience. */
@NullMarked
package io.openluffy.ground;

import org.jspecify.annotations.NullMarked;
