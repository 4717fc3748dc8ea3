/** Turns pushes into releases and takes releases through their builds. */
@NullMarked
package io.openluffy.release.intake;

import org.jspecify.annotations.NullMarked;
