package io.septet.accounts.notice;

import java.time.Instant;
import java.util.List;

/**
 * What one member is told in one letter.
 *
 * @param entry under which it is kept
 * @param closedAt since when nothing is added to it any more
 * @param notices those due first at the beginning
 */
record Digest(
        String tag,
        String entry,
        String workspace,
        String member,
        Instant closedAt,
        List<Notice> notices) {}
