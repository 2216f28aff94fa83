package io.septet.accounts.platform;

import java.net.IDN;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a post stays the same when a platform shows it, so that a post can be recognised without
 * an id. Platforms change spacing, the form of letters, how links are written and how people are
 * mentioned; none of this counts here. Adapters first turn what they read into plain text with
 * whole links (an adapter knows its platform's markup; this does not).
 *
 * @param text words and links, with one space between them; links without protocol
 * @param media how many pictures or videos
 */
public record Fingerprint(String text, int media) {
    /** Nobody sees them, and platforms drop or add them. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\u200B\\u200E\\u200F\\u2060\\uFEFF\\u00AD\\uFE0E\\uFE0F]");

    private static final Pattern ENCODED = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");

    /** A mention with its server, of which some platforms show the name alone. */
    private static final Pattern MENTION =
            Pattern.compile("(?<![\\p{L}\\p{N}_/])@([\\p{L}\\p{N}_.-]+)@[\\p{L}\\p{N}.-]+\\p{L}");

    private static final Pattern PROTOCOL =
            Pattern.compile("https?://(?=\\S)", Pattern.CASE_INSENSITIVE);

    /** A platform may write a host in small letters, or an international one in ASCII. */
    private static final Pattern HOST =
            Pattern.compile("(?<![A-Za-z0-9@_./-])(?:[A-Za-z0-9-]+\\.)+[A-Za-z0-9-]{2,}");

    /** Between a bare host and what follows, some put a slash. */
    private static final Pattern LAST_SLASH = Pattern.compile("/(?=[\\s.,;:!?)\\]'\"]|$)");

    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

    /** Of what shall be sent. */
    public static Fingerprint of(Content content) {
        return of(content.text(), content.media().size());
    }

    /**
     * Of what was read.
     *
     * @param text plain, with whole links
     */
    public static Fingerprint of(String text, int media) {
        var same = Normalizer.normalize(text, Normalizer.Form.NFC);
        same = INVISIBLE.matcher(same).replaceAll("");
        same =
                ENCODED.matcher(same)
                        .replaceAll(found -> Matcher.quoteReplacement(decoded(found.group())));
        same = MENTION.matcher(same).replaceAll("@$1");
        same = PROTOCOL.matcher(same).replaceAll("");
        same =
                HOST.matcher(same)
                        .replaceAll(found -> Matcher.quoteReplacement(host(found.group())));
        same = LAST_SLASH.matcher(same).replaceAll("");
        return new Fingerprint(SPACE.matcher(same).replaceAll(" ").strip(), media);
    }

    /** Short, for names of keys. */
    public String digest() {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest((media + "\n" + text).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String host(String host) {
        return IDN.toUnicode(host.toLowerCase(Locale.ROOT), IDN.ALLOW_UNASSIGNED);
    }

    private static String decoded(String percents) {
        var bytes = HexFormat.of().parseHex(percents.replace("%", ""));
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return percents;
        }
    }
}
