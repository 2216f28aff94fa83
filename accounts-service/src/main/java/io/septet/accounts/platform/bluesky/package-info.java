/** Bluesky's AT Protocol: signing in by app password, posts under ids of our own, metrics. */
@NullMarked
package io.septet.accounts.platform.bluesky;

import org.jspecify.annotations.NullMarked;
