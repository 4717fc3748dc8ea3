/** The commands of luffy, one a file. */
@NullMarked
package io.openluffy.cli.command;

import org.jspecify.annotations.NullMarked;
