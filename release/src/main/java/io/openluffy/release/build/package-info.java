/** Makes images from a pushed tree and puts them into a registry. */
@NullMarked
package io.openluffy.release.build;

import org.jspecify.annotations.NullMarked;
