package io.septet.accounts.connect;

import java.util.List;
import java.util.Map;

class InstagramConsentIT extends DirectLoginContract {
    InstagramConsentIT() {
        super(
                "instagram",
                "ig",
                List.of(
                        "instagram_business_basic",
                        "instagram_business_content_publish",
                        "instagram_business_manage_insights"));
    }

    @Override
    String told(String granted) {
        return ",\"permissions\":" + granted;
    }

    @Override
    void opens(String granted) {
        answers(
                "/instagram/v1/me",
                """
                {"user_id":"17841405793187218","id":"26","username":"jane","name":"Jane",
                 "profile_picture_url":"https://pics.example/jane"}\
                """);
    }

    @Override
    protected Map.Entry<String, String> account() {
        return Map.entry("17841405793187218", "Jane");
    }
}
