/** Tell people: commit statuses, Slack, webhooks. */
@NullMarked
package io.openluffy.notice;

import org.jspecify.annotations.NullMarked;
