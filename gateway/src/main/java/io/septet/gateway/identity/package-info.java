/**
 * Who is asking: a session or a bearer token becomes a member with a role, never older than a
 * second.
 */
@NullMarked
package io.septet.gateway.identity;

import org.jspecify.annotations.NullMarked;
