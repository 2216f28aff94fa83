/** Handing letters to mail servers that behave and misbehave. */
@NullMarked
package io.septet.accounts.mail;

import org.jspecify.annotations.NullMarked;
