/** What people and scripts see: tables, JSON, YAML, progress. */
@NullMarked
package io.openluffy.cli.terminal;

import org.jspecify.annotations.NullMarked;
