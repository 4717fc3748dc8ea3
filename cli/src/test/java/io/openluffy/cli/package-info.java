/** The command line as people and scripts meet it. */
@NullMarked
package io.openluffy.cli;

import org.jspecify.annotations.NullMarked;
