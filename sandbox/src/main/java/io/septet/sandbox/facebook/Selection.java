package io.septet.sandbox.facebook;

import java.util.ArrayList;
import java.util.List;

/** The names in a {@code fields} parameter, without their arguments and sub-fields. */
final class Selection {
    private Selection() {}

    /**
     * {@code id,reactions.summary(true).limit(0),attachments{media,target}} gives id, reactions,
     * attachments.
     */
    static List<String> of(String fields) {
        var names = new ArrayList<String>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= fields.length(); i++) {
            char at = i < fields.length() ? fields.charAt(i) : ',';
            if (at == '(' || at == '{') {
                depth++;
            } else if (at == ')' || at == '}') {
                depth--;
            } else if (at == ',' && (depth <= 0 || i == fields.length())) {
                String name = fields.substring(from, i).strip().split("[.({]", 2)[0];
                if (!name.isEmpty()) {
                    names.add(name);
                }
                from = i + 1;
            }
        }
        return names;
    }
}
