package io.septet.sandbox.html;

import io.septet.sandbox.http.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The frame of every page: one style, one script, nothing from elsewhere. */
public final class Html {
    private static final String POLICY =
            "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action %s; frame-ancestors 'none'";

    private Html() {}

    public static Reply page(int status, String title, String script, String main) {
        return page(status, title, script, main, "'none'");
    }

    /**
     * A page with a form.
     *
     * @param targets where the form may lead, also by a redirect, as a content security policy
     *     names it
     */
    public static Reply page(int status, String title, String script, String main, String targets) {
        String page =
                """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s - Septet sandbox</title>
                <link rel="stylesheet" href="/sandbox/assets/sandbox.css">
                <link rel="icon" href="data:,">
                %s
                </head>
                <body>
                %s
                </body>
                </html>
                """
                        .formatted(
                                escaped(title),
                                script.isEmpty()
                                        ? ""
                                        : "<script src=\"/sandbox/assets/"
                                                + script
                                                + "\" defer></script>",
                                main);
        return Reply.html(status, page)
                .with("Content-Security-Policy", POLICY.formatted(targets))
                .with("Cache-Control", "no-store")
                .with("X-Content-Type-Options", "nosniff");
    }

    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A file that lies beside this class. */
    public static Reply asset(String name) {
        String type;
        if (name.equals("sandbox.css")) {
            type = "text/css; charset=utf-8";
        } else if (name.equals("panel.js") || name.equals("feed.js")) {
            type = "text/javascript; charset=utf-8";
        } else {
            return Reply.problem(404, "not-found", "Nothing is here", name);
        }
        try (InputStream in = Objects.requireNonNull(Html.class.getResourceAsStream(name), name)) {
            return Reply.bytes(200, type, in.readAllBytes()).with("Cache-Control", "no-cache");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
