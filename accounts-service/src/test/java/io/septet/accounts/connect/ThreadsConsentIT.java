package io.septet.accounts.connect;

import java.util.List;
import java.util.Map;

class ThreadsConsentIT extends DirectLoginContract {
    ThreadsConsentIT() {
        super(
                "threads",
                "th",
                List.of("threads_basic", "threads_content_publish", "threads_manage_insights"));
    }

    /** Only asking about the token tells. */
    @Override
    String told(String granted) {
        return "";
    }

    @Override
    void opens(String granted) {
        answers("/threads/v1/debug_token", "{\"data\":{\"scopes\":" + granted + "}}");
        recorded("/threads/v1/me", "threads/me.json");
    }

    @Override
    protected Map.Entry<String, String> account() {
        return Map.entry("17841400000000077", "My account");
    }
}
