/** An OCI image registry on a folder: the distribution API under /v2/, and a look inside images. */
@NullMarked
package io.openluffy.playground.registry;

import org.jspecify.annotations.NullMarked;
