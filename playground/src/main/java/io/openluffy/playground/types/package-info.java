/** What the API knows of each kind: names, fields, columns, defaults and rules. */
@NullMarked
package io.openluffy.playground.types;

import org.jspecify.annotations.NullMarked;
