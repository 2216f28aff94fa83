/**
 * Links that let one person do one thing once: join a workspace they were invited to, or choose a
 * new password. They are mailed, or handed over by an owner where no mail is sent.
 */
@NullMarked
package io.septet.accounts.link;

import org.jspecify.annotations.NullMarked;
