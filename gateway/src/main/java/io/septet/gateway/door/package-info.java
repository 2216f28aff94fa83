/**
 * What every request meets first: security, and errors as problem details; and the web client's
 * files.
 */
@NullMarked
package io.septet.gateway.door;

import org.jspecify.annotations.NullMarked;
