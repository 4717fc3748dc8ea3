/** The definitions of Application and AppProject, as a cluster is told of them. */
@NullMarked
package io.openluffy.application.crd;

import org.jspecify.annotations.NullMarked;
