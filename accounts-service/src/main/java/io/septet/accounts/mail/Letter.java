package io.septet.accounts.mail;

/**
 * One mail to one person.
 *
 * @param id ours, the same whenever this letter is handed over again, so that mailboxes can tell
 * @param to mail address
 * @param subject may have been written by anybody; it becomes one line
 * @param text for readers that show plain text
 * @param html the same for all others; what others wrote is escaped in it
 * @param language of the words, as BCP 47
 */
public record Letter(
        String id, String to, String subject, String text, String html, String language) {}
