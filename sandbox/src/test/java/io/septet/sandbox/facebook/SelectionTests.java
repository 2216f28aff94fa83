package io.septet.sandbox.facebook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SelectionTests {

    @Test
    void namesTopLevelFieldsOnly() {
        assertThat(
                        Selection.of(
                                "id,reactions.summary(true).limit(0),attachments{media{image},target},from{id,name}"))
                .containsExactly("id", "reactions", "attachments", "from");
        assertThat(Selection.of("")).isEmpty();
    }
}
