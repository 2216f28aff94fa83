/**
 * How the launcher shows accounts-service who is asking: a short-lived token signed with a key of
 * its own.
 */
@NullMarked
package io.septet.launcher.trust;

import org.jspecify.annotations.NullMarked;
