/** Signing in and out; a session is a member's id in Redis and nothing else. */
@NullMarked
package io.septet.gateway.session;

import org.jspecify.annotations.NullMarked;
