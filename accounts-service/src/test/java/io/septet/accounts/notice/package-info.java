/** What members are told by mail, with a real mail server. */
@NullMarked
package io.septet.accounts.notice;

import org.jspecify.annotations.NullMarked;
