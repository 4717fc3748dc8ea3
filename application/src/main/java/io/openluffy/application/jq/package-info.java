/** Reads the part of jq that names places in a document, and finds them; it always ends. */
@NullMarked
package io.openluffy.application.jq;

import org.jspecify.annotations.NullMarked;
