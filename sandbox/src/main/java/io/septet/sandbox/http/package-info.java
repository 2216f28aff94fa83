/**
 * One WireMock server per port, and behind each the routes that answer: a {@link Call} comes in, a
 * {@link Reply} goes out.
 */
@NullMarked
package io.septet.sandbox.http;

import org.jspecify.annotations.NullMarked;
