/** Who owns which field of an object: managedFields, and merging by them. */
@NullMarked
package io.openluffy.kube.fields;

import org.jspecify.annotations.NullMarked;
